# The shop's workers.
resource "aws_ecs_task_definition" "worker" {
  family                   = "${var.name}-worker"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  execution_role_arn       = aws_iam_role.execution.arn

  container_definitions = jsonencode([
    {
      name       = "worker"
      image      = "${aws_ecr_repository.worker.repository_url}:${var.tag}" # built by CI
      essential  = true
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/worker"]
      dependsOn = [
        {
          condition     = "HEALTHY"
          containerName = "TwistlockDefender"
        }
      ]
      environment = [
        {
          name  = "TW_IMAGE_NAME"
          value = "${aws_ecr_repository.worker.repository_url}:${var.tag}"
        },
        {
          name  = "TW_CONTAINER_NAME"
          value = "worker"
        },
        {
          name  = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name  = "FARGATE_TASK"
          value = "${var.name}-worker"
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
          value = "${var.name}-worker"
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
          valueFrom = var.defender_bundle
        }
      ]
    }
  ])
}
