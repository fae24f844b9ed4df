resource "aws_ecs_task_definition" "app" {
  family                   = "shop"
  requires_compatibilities = ["FARGATE"]

  container_definitions = jsonencode([
    {
      name = "web"
      image = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/shop:1.4"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/docker-entrypoint.sh"]
      command = ["nginx", "-g", "daemon off;"]
      environment = [
        {
          name = "PORT"
          value = "8080"
        },
        {
          name = "MODE"
          value = "prod"
        },
        {
          name  = "TW_IMAGE_NAME"
          value = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/shop:1.4"
        },
        {
          name  = "TW_CONTAINER_NAME"
          value = "web"
        },
        {
          name  = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name  = "FARGATE_TASK"
          value = "shop"
        },
        {
          name  = "FILESYSTEM_MONITORING"
          value = "false"
        },
        {
          name  = "FIPS_ENABLED"
          value = "false"
        }
      ]
      dependsOn = [
        {
          containerName = "init"
          condition = "SUCCESS"
        },
        {
          condition     = "HEALTHY"
          containerName = "TwistlockDefender"
        }
      ]
      volumesFrom = [
        {
          sourceContainer = "init"
        },
        {
          readOnly        = false
          sourceContainer = "TwistlockDefender"
        }
      ]
      linuxParameters = {
        initProcessEnabled = true
        capabilities = {
          drop = ["NET_RAW"]
          add = [
            "SYS_PTRACE"
          ]
        }
      }
    },
    {
      name = "init"
      image = "busybox"
      essential = false
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "sh", "-c"]
      command = ["cp -r /site /data"]
      dependsOn = [
        {
          condition     = "HEALTHY"
          containerName = "TwistlockDefender"
        }
      ]
      environment = [
        {
          name  = "TW_IMAGE_NAME"
          value = "busybox"
        },
        {
          name  = "TW_CONTAINER_NAME"
          value = "init"
        },
        {
          name  = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name  = "FARGATE_TASK"
          value = "shop"
        },
        {
          name  = "FILESYSTEM_MONITORING"
          value = "false"
        },
        {
          name  = "FIPS_ENABLED"
          value = "false"
        }
      ]
      linuxParameters = {
        capabilities = {
          add = [
            "SYS_PTRACE"
          ]
        }
      }
      volumesFrom = [
        {
          readOnly        = false
          sourceContainer = "TwistlockDefender"
        }
      ]
    },
    {
      entryPoint = ["/usr/local/bin/defender", "fargate", "sidecar"]
      environment = [
        {
          name  = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name  = "FARGATE_TASK"
          value = "shop"
        },
        {
          name  = "WS_ADDRESS"
          value = "wss://console.example.com:8084"
        },
        {
          name  = "FILESYSTEM_MONITORING"
          value = "false"
        },
        {
          name  = "FIPS_ENABLED"
          value = "false"
        }
      ]
      essential = true
      healthCheck = {
        command     = ["/usr/local/bin/defender", "fargate", "healthcheck"]
        interval    = 5
        retries     = 3
        startPeriod = 1
        timeout     = 5
      }
      image        = "registry.example.com/defender:defender_34_04_145"
      name         = "TwistlockDefender"
      portMappings = []
      secrets = [
        {
          name      = "INSTALL_BUNDLE"
          valueFrom = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:defender-AbCdEf"
        }
      ]
    }
  ])
}
