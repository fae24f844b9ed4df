resource "aws_ecs_task_definition" "app" {
  family = "forms"

  container_definitions = jsonencode([
    {
      name = "server"
      image = "forms:1"
      entryPoint = ["/var/lib/twistlock/fargate/fargate_defender.sh", "fargate", "entrypoint", "node"]
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
        }
      ]
      dependsOn = [
        {
          condition = "START"
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
      image = "registry.example.com/defender:defender_21_04_421"
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
          value = "wss://old.example.com:443"
        }
      ]
      secrets = [
        {
          name = "INSTALL_BUNDLE"
          valueFrom = "arn:aws:secretsmanager:us-east-1:123456789012:secret:old-AbCdEf"
        }
      ]
    },
    {
      name = "pdf"
      image = "pdf:1"
      entryPoint = ["/var/lib/twistlock/fargate/fargate_defender.sh", "fargate", "entrypoint", "dumb-init", "--"]
      command = ["node", "pdf"]
      dependsOn = [
        {
          condition     = "START"
          containerName = "TwistlockDefender"
        }
      ]
      environment = [
        {
          name  = "TW_IMAGE_NAME"
          value = "pdf:1"
        },
        {
          name  = "TW_CONTAINER_NAME"
          value = "pdf"
        },
        {
          name  = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name  = "FARGATE_TASK"
          value = "forms"
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
    }
  ])
}
