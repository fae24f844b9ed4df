resource "aws_ecs_task_definition" "app" {
  family = "shop"

  container_definitions = jsonencode([
    {
      name = "web"
      image = "nginx:1.27"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/web"]
      environment = [
        {
          name = "PORT"
          value = "80"
        },
        {
          name = "TW_IMAGE_NAME"
          value = "nginx:1.27"
        },
        {
          name = "TW_CONTAINER_NAME"
          value = "web"
        },
        {
          name = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name = "FARGATE_TASK"
          value = "shop"
        },
        {
          name = "FILESYSTEM_MONITORING"
          value = "false"
        },
        {
          name = "FIPS_ENABLED"
          value = "false"
        }
      ]
      dependsOn = [
        {
          condition = "HEALTHY"
          containerName = "db"
        },
        {
          condition = "HEALTHY"
          containerName = "TwistlockDefender"
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
        },
        {
          readOnly = false
          sourceContainer = "TwistlockDefender"
        }
      ]
    },
    {
      name = "TwistlockDefender"
      image = "registry.example.com/defender:defender_34_04_145"
      entryPoint = ["/usr/local/bin/defender", "fargate", "sidecar"]
      environment = []
    },
    {
      name = "db"
      image = "postgres:17"
      entryPoint = ["docker-entrypoint.sh"]
    }
  ])
}
