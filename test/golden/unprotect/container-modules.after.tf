# One module makes one container.
module "web" {
  source  = "cloudposse/ecs-container-definition/aws"
  version = "0.61.1"

  container_name  = "web"
  container_image = "${var.repository}:${var.tag}"
  entrypoint      = ["/start.sh"] # as the image has it
  environment = [
    {
      name  = "LOG_LEVEL"
      value = "info"
    },
  ]
}

module "worker" {
  source = "cloudposse/ecs-container-definition/aws"

  container_name  = local.worker
  container_image = "worker:1"
  entrypoint      = ["/worker"]
  linux_parameters = {
    initProcessEnabled = true
  }
}

resource "aws_ecs_task_definition" "shop" {
  family                   = "shop"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  container_definitions = jsonencode([
    module.web.json_map_object,
    module.worker.json_map_object,
  ])
}
