resource "aws_ecs_task_definition" "app" {
  family = "shop"

  container_definitions = jsonencode([
    {
      name = "front"
      image = "nginx:1.29"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/web"]
      environment = [
        {
          value = "nginx:1.27"
          name = "TW_IMAGE_NAME"
        },
        {
          name = "TW_CONTAINER_NAME"
          value = "web"
        },
        {
          name = "DEFENDER_TYPE"
          value = "fargate"
        },
        {
          name = "FARGATE_TASK"
          value = "shop-v1"
        },
        {
          name = "FILESYSTEM_MONITORING"
          value = "true"
        },
        {
          name = "FIPS_ENABLED"
          value = "true"
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
      name = "later"
      image = "<IMAGE1_NAME>"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/web"]
      environment = [
        {
          name = "TW_IMAGE_NAME"
          value = "later:1"
        },
        {
          name = "TW_CONTAINER_NAME"
          value = "$${NAME}"
        },
        {
          name = "FARGATE_TASK"
          value = "shop"
        }
      ]
    },
    {
      name = "open"
      image = "never-converted:1"
    },
    {
      name = "TwistlockDefender"
      image = "registry.example.com/defender:defender_34_04_145"
      environment = [
        {
          name = "FARGATE_TASK"
          value = "shop-v1"
        },
        {
          name = "FILESYSTEM_MONITORING"
          value = "false"
        },
        {
          name = "FIPS_ENABLED"
          value = "false"
        }
      ]
    }
  ])
}
