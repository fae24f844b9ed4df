resource "aws_ecs_task_definition" "app" {
  family                   = "defender"
  requires_compatibilities = ["EC2"]

  container_definitions = jsonencode([
    {
      name = "twistlock_defender"
      image = "registry.example.com/defender:defender_34_04_145"
      environment = [
        {
          name = "DEFENDER_TYPE"
          value = "ecs"
        },
        {
          name = "WS_ADDRESS"
          value = "wss://console.example.com:8084"
        },
        {
          name = "INSTALL_BUNDLE"
          value = "$${BUNDLE}"
        }
      ]
    }
  ])
}
