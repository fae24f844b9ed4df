resource "aws_ecs_task_definition" "app" {
  family = "hand"

  container_definitions = jsonencode([
    {
      name = "misplaced"
      image = "a:1"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "tini", "--", "/a"]
      dependsOn = [
        {
          condition     = "HEALTHY"
          containerName = "TwistlockDefender"
        }
      ]
      environment = [
        {
          name  = "TW_IMAGE_NAME"
          value = "a:1"
        },
        {
          name  = "TW_CONTAINER_NAME"
          value = "misplaced"
        },
        {
          name  = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name  = "FARGATE_TASK"
          value = "hand"
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
      name = "doubled"
      image = "b:1"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/b"]
      dependsOn = [
        {
          condition     = "HEALTHY"
          containerName = "TwistlockDefender"
        }
      ]
      environment = [
        {
          name  = "TW_IMAGE_NAME"
          value = "b:1"
        },
        {
          name  = "TW_CONTAINER_NAME"
          value = "doubled"
        },
        {
          name  = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name  = "FARGATE_TASK"
          value = "hand"
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
      name = "cut"
      image = "c:1"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/c"]
      dependsOn = [
        {
          condition     = "HEALTHY"
          containerName = "TwistlockDefender"
        }
      ]
      environment = [
        {
          name  = "TW_IMAGE_NAME"
          value = "c:1"
        },
        {
          name  = "TW_CONTAINER_NAME"
          value = "cut"
        },
        {
          name  = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name  = "FARGATE_TASK"
          value = "hand"
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
      name = "pathless"
      image = "d:1"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/d"]
      dependsOn = [
        {
          condition     = "HEALTHY"
          containerName = "TwistlockDefender"
        }
      ]
      environment = [
        {
          name  = "TW_IMAGE_NAME"
          value = "d:1"
        },
        {
          name  = "TW_CONTAINER_NAME"
          value = "pathless"
        },
        {
          name  = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name  = "FARGATE_TASK"
          value = "hand"
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
      name = "apart"
      image = "e:1"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/bin/sh", "-c"]
      command = ["/e --all"]
      dependsOn = [
        {
          condition     = "HEALTHY"
          containerName = "TwistlockDefender"
        }
      ]
      environment = [
        {
          name  = "TW_IMAGE_NAME"
          value = "e:1"
        },
        {
          name  = "TW_CONTAINER_NAME"
          value = "apart"
        },
        {
          name  = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name  = "FARGATE_TASK"
          value = "hand"
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
      name = "TwistlockDefender"
      image = "$${DEFENDER_IMAGE}"
      cpu = 64
      entryPoint = ["/usr/local/bin/defender", "fargate", "sidecar"]
      environment = [
        {
          name = "HTTPS_PROXY"
          value = "http://proxy.example.com"
        },
        {
          name  = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name  = "FARGATE_TASK"
          value = "hand"
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
      logConfiguration = {
        logDriver = "awslogs"
      }
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
    }
  ])
}
