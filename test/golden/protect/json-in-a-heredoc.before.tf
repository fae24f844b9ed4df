resource "aws_ecs_task_definition" "shop" {
  family                   = var.family
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  container_definitions    = <<-JSON
    [
      {
        "name": "web",
        "image": "${var.repository}:${var.tag}",
        "cpu": ${var.cpu},
        "entryPoint": ["/web"]
      }
    ]
  JSON
}
