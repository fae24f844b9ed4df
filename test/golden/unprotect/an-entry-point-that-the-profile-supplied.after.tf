resource "aws_ecs_task_definition" "app" {
  family = "shop"

  container_definitions = jsonencode([
    {
      name = "web"
      image = "nginx:1.27"
    },
    {
      name = "stated"
      image = "nginx:1.27"
    },
    {
      name = "changed"
      image = "nginx:1.27"
      entryPoint = ["/mine.sh"]
    }
  ])
}
