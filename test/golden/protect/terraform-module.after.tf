module "shop" {
  source  = "terraform-aws-modules/ecs/aws//modules/service"
  version = "~> 7.0"

  name        = "${var.name}-shop"
  cluster_arn = module.cluster.arn

  container_definitions = {
    # in front
    (var.name) = {
      cpu        = 512
      image      = "registry.example.com/shop:1"
      entrypoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/web"]
      dependsOn = [
        {
          condition     = "HEALTHY"
          containerName = "TwistlockDefender"
        }
      ]
      environment = [
        {
          name  = "TW_IMAGE_NAME"
          value = "registry.example.com/shop:1"
        },
        {
          name  = "TW_CONTAINER_NAME"
          value = (var.name)
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
    }
    worker = {
      image                  = var.worker_image
      entrypoint             = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/worker"]
      readonlyRootFilesystem = false
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
    }
    TwistlockDefender = {
      readonlyRootFilesystem = false
      entrypoint = [
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
  }
}
