resource "aws_ecs_task_definition" "app" {

  container_definitions = jsonencode([
    {
      name = "moved"
      image = "java:21"
      entryPoint = ["fargate", "entrypoint", "java", "-jar", "app.jar"]
      environment = [
        {
          name = "PORT"
          value = "8080"
        },
        {
          name = "TW_IMAGE_NAME"
          value = "java:21"
        },
        {
          name = "TW_CONTAINER_NAME"
          value = "moved"
        },
        {
          name = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name = "FARGATE_TASK"
          value = "moved"
        },
        {
          name = "FILESYSTEM_MONITORING"
          value = "true"
        }
      ]
    },
    {
      name = "variables-only"
      image = "java:21"
      environment = [
        {
          name = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name = "FARGATE_TASK"
          value = "moved"
        }
      ]
      volumesFrom = [
        {
          sourceContainer = "moved"
        }
      ]
    },
    {
      name = "own"
      image = "java:21"
      essential = true
      linuxParameters = {
        capabilities = {
          add = ["SYS_PTRACE"]
        }
      }
      environment = [
        {
          name = "FARGATE_TASK"
          value = "mine"
        }
      ]
    }
  ])
}
