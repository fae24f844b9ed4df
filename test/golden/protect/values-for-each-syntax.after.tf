resource "aws_ecs_task_definition" "shop" {
  family = ""
  container_definitions = jsonencode([
    {
      name       = "web"
      image      = "nginx:1.27"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/web"]
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
          value = local.family
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
          value = local.family
        },
        {
          name  = "WS_ADDRESS"
          value = local.ws_address
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
      image        = var.defender_image
      name         = "TwistlockDefender"
      portMappings = []
      secrets = [
        {
          name      = "INSTALL_BUNDLE"
          valueFrom = data.aws_secretsmanager_secret.defender.arn
        }
      ]
    }
  ])
}

resource "aws_ecs_task_definition" "other" {
  family                = "other"
  container_definitions = <<EOF
[{"name": "web", "image": "nginx:1.27", "entryPoint": ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/web"], "dependsOn": [{"condition": "HEALTHY", "containerName": "TwistlockDefender"}], "environment": [{"name": "TW_IMAGE_NAME", "value": "nginx:1.27"}, {"name": "TW_CONTAINER_NAME", "value": "web"}, {"name": "DEFENDER_TYPE", "value": "fargate"}, {"name": "FARGATE_TASK", "value": "other"}, {"name": "FILESYSTEM_MONITORING", "value": "false"}, {"name": "FIPS_ENABLED", "value": "false"}], "linuxParameters": {"capabilities": {"add": ["SYS_PTRACE"]}}, "volumesFrom": [{"readOnly": false, "sourceContainer": "TwistlockDefender"}]}, {"entryPoint": ["/usr/local/bin/defender", "fargate", "sidecar"], "environment": [{"name": "DEFENDER_TYPE", "value": "fargate"}, {"name": "FARGATE_TASK", "value": "other"}, {"name": "WS_ADDRESS", "value": "${local.ws_address}"}, {"name": "FILESYSTEM_MONITORING", "value": "false"}, {"name": "FIPS_ENABLED", "value": "false"}], "essential": true, "healthCheck": {"command": ["/usr/local/bin/defender", "fargate", "healthcheck"], "interval": 5, "retries": 3, "startPeriod": 1, "timeout": 5}, "image": "${var.defender_image}", "name": "TwistlockDefender", "portMappings": [], "secrets": [{"name": "INSTALL_BUNDLE", "valueFrom": "${data.aws_secretsmanager_secret.defender.arn}"}]}]
EOF
}
