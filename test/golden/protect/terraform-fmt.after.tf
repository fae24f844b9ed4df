# The shop.
resource "aws_ecs_task_definition" "shop" {
  family                   = "${var.name}-shop"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = aws_iam_role.execution.arn

  container_definitions = jsonencode([
    {
      name      = "web"
      image     = "${aws_ecr_repository.web.repository_url}:${var.tag}" # built by CI
      essential = true
      environment = [
        for name, value in var.environment : { name = name, value = value }
      ]
    },
    {
      name       = "worker"
      image      = var.worker_image
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/worker"]
      command    = concat(["--queue"], var.queues)
      portMappings = [
        {
          containerPort = 8080
          protocol      = "tcp"
        },
      ]
      dependsOn = [
        {
          condition     = "HEALTHY"
          containerName = "TwistlockDefender"
        }
      ]
      environment = [
        {
          name  = "TW_IMAGE_NAME"
          value = var.worker_image
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
          value = "${var.name}-shop"
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
      name  = "cache"
      image = "redis:7"
      user  = null # as in the image

      # what redis:7 starts
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "docker-entrypoint.sh"]
      environment = [
        { name = "TZ", value = "UTC" },
        { name = "TW_IMAGE_NAME", value = "redis:7" },
        { name = "TW_CONTAINER_NAME", value = "cache" },
        { name = "DEFENDER_TYPE", value = "fargate" },
        { name = "FARGATE_TASK", value = "${var.name}-shop" },
        { name = "FILESYSTEM_MONITORING", value = "false" },
        { name = "FIPS_ENABLED", value = "false" },
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
          value = "${var.name}-shop"
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
    },
  ])

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }
}
