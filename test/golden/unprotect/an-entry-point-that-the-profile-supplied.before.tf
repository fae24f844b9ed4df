resource "aws_ecs_task_definition" "app" {
  family = "shop"

  container_definitions = jsonencode([
    {
      name = "web"
      image = "nginx:1.27"
      dependsOn = [
        {
          condition = "HEALTHY"
          containerName = "TwistlockDefender"
        }
      ]
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/docker-entrypoint.sh"]
      command = ["nginx", "-g", "daemon off;"]
      environment = [
        {
          name = "TW_IMAGE_NAME"
          value = "nginx:1.27"
        }
      ]
      volumesFrom = [
        {
          readOnly = false
          sourceContainer = "TwistlockDefender"
        }
      ]
    },
    {
      name = "stated"
      image = "nginx:1.27"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/docker-entrypoint.sh"]
      dependsOn = [
        {
          condition = "HEALTHY"
          containerName = "TwistlockDefender"
        }
      ]
      volumesFrom = [
        {
          readOnly = false
          sourceContainer = "TwistlockDefender"
        }
      ]
    },
    {
      name = "changed"
      image = "nginx:1.27"
      dependsOn = [
        {
          condition = "HEALTHY"
          containerName = "TwistlockDefender"
        }
      ]
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/mine.sh"]
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
    }
  ])
}
