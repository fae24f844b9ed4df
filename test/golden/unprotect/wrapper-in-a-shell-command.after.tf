resource "aws_ecs_task_definition" "app" {
  family             = "php"
  execution_role_arn = "arn:aws:iam::123456789012:role/ecs-exec"

  container_definitions = jsonencode([
    {
      name = "php"
      image = "shop-php:8"
      entryPoint = null
      command = ["/bin/sh", "-c", "cd /srv && php-fpm"]
      readonlyRootFilesystem = true
    }
  ])
}
