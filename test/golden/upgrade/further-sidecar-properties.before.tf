resource "aws_ecs_task_definition" "app" {
  family = "shop"

  container_definitions = jsonencode([
    {
      name = "web"
      image = "nginx:1.27"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/web"]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group = "shop"
        }
      }
    },
    {
      name = "TwistlockDefender"
      image = "registry.example.com/defender:defender_32_07_123"
      memory = 128
      essential = false
    }
  ])
}
