resource "aws_ecs_task_definition" "shop" {
  family = ""
  container_definitions = jsonencode([
    {
      name       = "web"
      image      = "nginx:1.27"
      entryPoint = ["/web"]
    }
  ])
}

resource "aws_ecs_task_definition" "other" {
  family                = "other"
  container_definitions = <<EOF
[{"name": "web", "image": "nginx:1.27", "entryPoint": ["/web"]}]
EOF
}
