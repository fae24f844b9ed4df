resource "aws_ecs_task_definition" "app" {
  family = "shop"

  container_definitions = jsonencode([
    {
      name = "web"
      image = "nginx:1.27"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/web"]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group = "shop"
        }
      }
      dependsOn = [
        {
          condition     = "HEALTHY"
          containerName = "TwistlockDefender"
        }
      ]
      environment = [
        {
          name  = "TW_IMAGE_NAME"
          value = "nginx:1.27"
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
          value = "true"
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
      name = "TwistlockDefender"
      image = "registry.example.com/defender:defender_34_04_145"
      memory = 128
      essential = false
      entryPoint = [
        "/usr/local/bin/defender",
        "fargate",
        "sidecar"
      ]
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
          value = "true"
        },
        {
          name  = "FIPS_ENABLED"
          value = "false"
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
      secrets = [
        {
          name      = "INSTALL_BUNDLE"
          valueFrom = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:defender-AbCdEf"
        }
      ]
      cpu = 64
      dockerLabels = {
        team = "security"
      }
      repositoryCredentials = {
        credentialsParameter = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:registry-AbCdEf"
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group = "shop"
        }
      }
    }
  ])
}
