resource "aws_ecs_task_definition" "app" {
  family = "shop"

  container_definitions = jsonencode([
    {
      name = "log"
      image = "router:1"
      firelensConfiguration = {
        type = "fluentbit"
      }
    },
    {
      name = "web"
      image = "nginx:1.27"
      entryPoint = ["/web"]
      logConfiguration = {
        logDriver = "awsfirelens"
      }
    },
    {
      name = "job"
      image = "job:2"
      entryPoint = ["/job"]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group = "shop"
        }
      }
    }
  ])
}
