# The shop's workers.
resource "aws_ecs_task_definition" "worker" {
  family                   = "${var.name}-worker"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  execution_role_arn       = aws_iam_role.execution.arn

  container_definitions = jsonencode([
    {
      name       = "worker"
      image      = "${aws_ecr_repository.worker.repository_url}:${var.tag}" # built by CI
      essential  = true
      entryPoint = ["/worker"]
    }
  ])
}
