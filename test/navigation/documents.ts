/** A task in which everything that can be referred to by name is. */
export const SHOP = `{
  "family": "shop",
  "proxyConfiguration": { "type": "APPMESH", "containerName": "envoy" },
  "volumes": [{ "name": "data" }, { "name": "tmp" }],
  "containerDefinitions": [
    {
      "name": "web",
      "image": "nginx:1.27",
      "links": ["db:database", "envoy"],
      "dependsOn": [{ "containerName": "db", "condition": "HEALTHY" }],
      "mountPoints": [{ "sourceVolume": "data", "containerPath": "/data" }],
      "environment": [
        { "name": "TW_CONTAINER_NAME", "value": "web" },
        { "name": "FARGATE_TASK", "value": "shop" },
        { "name": "HOST", "value": "db" }
      ]
    },
    { "name": "db", "image": "postgres:16", "volumesFrom": [{ "sourceContainer": "web" }] },
    { "name": "envoy", "image": "envoyproxy/envoy:v1.31" }
  ]
}
`;

/** A template whose service has a load balancer, with names in every style of quoting. */
export const TEMPLATE = `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: !Sub '\${AWS::StackName}-shop'
      Volumes:
        - Name: data # kept
      ContainerDefinitions:
        - Name: web
          Image: nginx:1.27
          DependsOn:
            - ContainerName: 'db'
              Condition: START
        - Name: "db"
          Image: postgres:16
          MountPoints:
            - { SourceVolume: data, ContainerPath: /data }
          VolumesFrom:
            - SourceContainer: !Ref Other
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Task
      LoadBalancers:
        - ContainerName: web
          ContainerPort: 80
      ServiceRegistries:
        - ContainerName: db
`;

export const TERRAFORM = `resource "aws_ecs_task_definition" "shop" {
  family = "shop"

  container_definitions = jsonencode([
    {
      name      = "web" # the front
      image     = "nginx:1.27"
      dependsOn = [{ containerName = "db", condition = "START" }]
      environment = [
        { name = "FARGATE_TASK", value = "shop" }
      ]
    },
    {
      name  = "db"
      image = "postgres:16"
    }
  ])

  volume {
    name = "data"
  }
}

resource "aws_ecs_service" "shop" {
  task_definition = aws_ecs_task_definition.shop.arn

  load_balancer {
    container_name = "web"
    container_port = 80
  }
}
`;
