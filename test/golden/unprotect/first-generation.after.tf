resource "aws_ecs_task_definition" "app" {
  family = "forms"

  container_definitions = jsonencode([
    {
      name = "server"
      image = "forms:1"
      entryPoint = ["node"]
      command = ["server.js"]
    },
    {
      name = "pdf"
      image = "pdf:1"
      entryPoint = ["dumb-init", "--"]
      command = ["node", "pdf"]
    }
  ])
}
