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
      entrypoint = ["/web"]
    }
    worker = {
      image                  = var.worker_image
      entrypoint             = ["/worker"]
      readonlyRootFilesystem = false
    }
  }
}
