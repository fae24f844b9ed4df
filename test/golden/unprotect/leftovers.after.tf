resource "aws_ecs_task_definition" "app" {

  container_definitions = jsonencode([
    {
      name = "moved"
      image = "java:21"
      entryPoint = ["java", "-jar", "app.jar"]
      environment = [
        {
          name = "PORT"
          value = "8080"
        }
      ]
    },
    {
      name = "variables-only"
      image = "java:21"
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
