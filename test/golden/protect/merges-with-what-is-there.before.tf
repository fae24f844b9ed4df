resource "aws_ecs_task_definition" "app" {
  family                   = "shop"
  requires_compatibilities = ["FARGATE"]

  container_definitions = jsonencode([
    {
      name = "web"
      image = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/shop:1.4"
      entryPoint = ["/docker-entrypoint.sh"]
      command = ["nginx", "-g", "daemon off;"]
      environment = [
        {
          name = "PORT"
          value = "8080"
        },
        {
          name = "MODE"
          value = "prod"
        }
      ]
      dependsOn = [
        {
          containerName = "init"
          condition = "SUCCESS"
        }
      ]
      volumesFrom = [
        {
          sourceContainer = "init"
        }
      ]
      linuxParameters = {
        initProcessEnabled = true
        capabilities = {
          drop = ["NET_RAW"]
        }
      }
    },
    {
      name = "init"
      image = "busybox"
      essential = false
      entryPoint = ["sh", "-c"]
      command = ["cp -r /site /data"]
    }
  ])
}
