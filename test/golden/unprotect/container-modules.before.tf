# One module makes one container.
module "web" {
  source  = "cloudposse/ecs-container-definition/aws"
  version = "0.61.1"

  container_name  = "web"
  container_image = "${var.repository}:${var.tag}"
  entrypoint      = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/start.sh"] # as the image has it
  environment = [
    {
      name  = "LOG_LEVEL"
      value = "info"
    },
    {
      name  = "TW_IMAGE_NAME"
      value = "${var.repository}:${var.tag}"
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
    },
  ]
  container_depends_on = [
    {
      condition     = "HEALTHY"
      containerName = "TwistlockDefender"
    }
  ]
  linux_parameters = {
    capabilities = {
      add = [
        "SYS_PTRACE"
      ]
    }
  }
  volumes_from = [
    {
      readOnly        = false
      sourceContainer = "TwistlockDefender"
    }
  ]
}

module "worker" {
  source = "cloudposse/ecs-container-definition/aws"

  container_name  = local.worker
  container_image = "worker:1"
  entrypoint      = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/worker"]
  linux_parameters = {
    initProcessEnabled = true
    capabilities = {
      add = [
        "SYS_PTRACE"
      ]
    }
  }
  container_depends_on = [
    {
      condition     = "HEALTHY"
      containerName = "TwistlockDefender"
    }
  ]
  environment = [
    {
      name  = "TW_IMAGE_NAME"
      value = "worker:1"
    },
    {
      name  = "TW_CONTAINER_NAME"
      value = local.worker
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
  volumes_from = [
    {
      readOnly        = false
      sourceContainer = "TwistlockDefender"
    }
  ]
}

resource "aws_ecs_task_definition" "shop" {
  family                   = "shop"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  container_definitions = jsonencode([
    module.web.json_map_object,
    module.worker.json_map_object,
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
    },
  ])
}
