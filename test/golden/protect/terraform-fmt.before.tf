# The shop.
resource "aws_ecs_task_definition" "shop" {
  family                   = "${var.name}-shop"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = aws_iam_role.execution.arn

  container_definitions = jsonencode([
    {
      name      = "web"
      image     = "${aws_ecr_repository.web.repository_url}:${var.tag}" # built by CI
      essential = true
      environment = [
        for name, value in var.environment : { name = name, value = value }
      ]
    },
    {
      name       = "worker"
      image      = var.worker_image
      entryPoint = ["/worker"]
      command    = concat(["--queue"], var.queues)
      portMappings = [
        {
          containerPort = 8080
          protocol      = "tcp"
        },
      ]
    },
    {
      name  = "cache"
      image = "redis:7"
      user  = null # as in the image

      # what redis:7 starts
      entryPoint = ["docker-entrypoint.sh"]
      environment = [
        { name = "TZ", value = "UTC" },
      ]
    },
  ])

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }
}
