resource "aws_ecs_task_definition" "app" {
  family             = "php"
  execution_role_arn = "arn:aws:iam::123456789012:role/ecs-exec"

  container_definitions = jsonencode([
    {
      name = "php"
      image = "shop-php:8"
      entryPoint = null
      command = ["/bin/sh", "-c", "cd /srv && /var/lib/twistlock/fargate/defender fargate entrypoint php-fpm"]
      readonlyRootFilesystem = true
      environment = [
        {
          name = "TW_IMAGE_NAME"
          value = "shop-php:8"
        },
        {
          name = "TW_CONTAINER_NAME"
          value = "php"
        },
        {
          name = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name = "FARGATE_TASK"
          value = "php"
        },
        {
          name = "FILESYSTEM_MONITORING"
          value = "true"
        },
        {
          name = "FIPS_ENABLED"
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
          value = "php"
        },
        {
          name = "WS_ADDRESS"
          value = "wss://console.example.com:8084"
        },
        {
          name = "FILESYSTEM_MONITORING"
          value = "true"
        },
        {
          name = "FIPS_ENABLED"
          value = "false"
        }
      ]
      healthCheck = {
        command = ["/usr/local/bin/defender", "fargate", "healthcheck"]
      }
      secrets = [
        {
          name = "INSTALL_BUNDLE"
          valueFrom = "$${BUNDLE_ARN}"
        }
      ]
    }
  ])
}
