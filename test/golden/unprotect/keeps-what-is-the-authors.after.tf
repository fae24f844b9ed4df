resource "aws_ecs_task_definition" "app" {
  family = "shop"

  container_definitions = jsonencode([
    {
      name = "web"
      image = "nginx:1.27"
      entryPoint = ["/web"]
      environment = [
        {
          name = "PORT"
          value = "80"
        }
      ]
      dependsOn = [
        {
          condition = "HEALTHY"
          containerName = "db"
        }
      ]
      linuxParameters = {
        initProcessEnabled = true
        capabilities = {
          add = ["NET_BIND_SERVICE", "SYS_PTRACE"]
          drop = ["ALL"]
        }
      }
      volumesFrom = [
        {
          sourceContainer = "db"
        }
      ]
    },
    {
      name = "db"
      image = "postgres:17"
      entryPoint = ["docker-entrypoint.sh"]
    }
  ])
}
