module "shop" {
  source  = "terraform-aws-modules/ecs/aws//modules/service"
  version = "5.12.0"
  name    = "shop"

  container_definitions = {
    web = {
      image                    = "registry.example.com/shop:1"
      entrypoint               = ["/web"]
      readonly_root_filesystem = false
    }
  }
}
