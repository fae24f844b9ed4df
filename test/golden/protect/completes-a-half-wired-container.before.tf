resource "aws_ecs_task_definition" "app" {
  family = "half"

  container_definitions = jsonencode([
    {
      name = "web"
      image = "nginx"
      entryPoint = ["fargate", "entrypoint", "nginx"]
      environment = [
        {
          name = "TW_IMAGE_NAME"
          value = "nginx"
        },
        {
          name = "FILESYSTEM_MONITORING"
          value = "true"
        }
      ]
    }
  ])
}
