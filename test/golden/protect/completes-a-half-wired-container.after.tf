resource "aws_ecs_task_definition" "app" {
  family = "half"

  container_definitions = jsonencode([
    {
      name = "web"
      image = "nginx"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "nginx"]
      environment = [
        {
          name = "TW_IMAGE_NAME"
          value = "nginx"
        },
        {
          name = "FILESYSTEM_MONITORING"
          value = "true"
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
          value = "half"
        },
        {
          name  = "FIPS_ENABLED"
          value = "false"
        }
      ]
      dependsOn = [
        {
          condition     = "HEALTHY"
          containerName = "TwistlockDefender"
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
          value = "half"
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
