module "shared" {
  source = "cloudposse/ecs-container-definition/aws"

  container_name  = "shared"
  container_image = "nginx:1.27"
  entrypoint      = ["/start.sh"]
}

module "mapped" {
  source = "cloudposse/ecs-container-definition/aws"

  container_name  = "mapped"
  container_image = "nginx:1.27"
  entrypoint      = ["/start.sh"]
  map_environment = {
    LOG_LEVEL = "info"
  }
}

resource "aws_ecs_task_definition" "shop" {
  family                = "shop"
  container_definitions = jsonencode([module.shared.json_map_object, module.mapped.json_map_object])
}

module "service" {
  source = "cloudposse/ecs-alb-service-task/aws"

  container_definition_json = module.shared.json_map_encoded_list
}
