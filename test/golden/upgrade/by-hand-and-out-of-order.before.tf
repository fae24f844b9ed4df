resource "aws_ecs_task_definition" "app" {
  family = "hand"

  container_definitions = jsonencode([
    {
      name = "misplaced"
      image = "a:1"
      entryPoint = ["tini", "--", "/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/a"]
    },
    {
      name = "doubled"
      image = "b:1"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "/b"]
    },
    {
      name = "cut"
      image = "c:1"
      entryPoint = ["/var/lib/twistlock/fargate/defender", "fargate", "/c"]
    },
    {
      name = "pathless"
      image = "d:1"
      entryPoint = ["fargate", "entrypoint", "/d"]
    },
    {
      name = "apart"
      image = "e:1"
      entryPoint = ["/bin/sh", "-c"]
      command = ["/twistlock/fargate_defender.sh fargate entrypoint /e --all"]
    },
    {
      name = "TwistlockDefender"
      image = "$${DEFENDER_IMAGE}"
      cpu = 64
      entryPoint = ["/usr/local/bin/defender", "sidecar"]
      environment = [
        {
          name = "HTTPS_PROXY"
          value = "http://proxy.example.com"
        }
      ]
      logConfiguration = {
        logDriver = "awslogs"
      }
    }
  ])
}
