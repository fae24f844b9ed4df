resource "aws_ecs_task_definition" "app" {
  family = "forms"

  container_definitions = jsonencode([
    {
      name = "server"
      image = "forms:1"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "node"]
      command = ["server.js"]
      environment = [
        {
          name = "TW_IMAGE_NAME"
          value = "forms:1"
        },
        {
          name = "TW_CONTAINER_NAME"
          value = "server"
        },
        {
          name = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name = "FARGATE_TASK"
          value = "forms"
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
          condition = "HEALTHY"
          containerName = "TwistlockDefender"
        }
      ]
      linuxParameters = {
        capabilities = {
          add = ["SYS_PTRACE"]
        }
      }
      volumesFrom = [
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
      environment = [
        {
          name = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name = "FARGATE_TASK"
          value = "forms"
        },
        {
          name = "WS_ADDRESS"
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
      secrets = [
        {
          name = "INSTALL_BUNDLE"
          valueFrom = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:defender-AbCdEf"
        }
      ]
      healthCheck = {
        command = [
          "/usr/local/bin/defender",
          "fargate",
          "healthcheck"
        ]
        interval    = 5
        retries     = 3
        startPeriod = 1
        timeout     = 5
      }
    },
    {
      name = "pdf"
      image = "pdf:1"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "dumb-init", "--"]
      command = ["node", "pdf"]
      dependsOn = [
        {
          condition = "HEALTHY"
          containerName = "TwistlockDefender"
        }
      ]
      environment = [
        {
          name = "TW_IMAGE_NAME"
          value = "pdf:1"
        },
        {
          name = "TW_CONTAINER_NAME"
          value = "pdf"
        },
        {
          name = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name = "FARGATE_TASK"
          value = "forms"
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
          add = ["SYS_PTRACE"]
        }
      }
      volumesFrom = [
        {
          readOnly = false
          sourceContainer = "TwistlockDefender"
        }
      ]
    }
  ])
}
