/** A task with two open containers, both saying what they run. */
export const SHOP = `{
  "family": "shop",
  "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512", "networkMode": "awsvpc", "executionRoleArn": "arn:aws:iam::123456789012:role/ecs-exec",
  "containerDefinitions": [
    {
      "name": "web",
      "image": "nginx:1.27",
      "entryPoint": ["/docker-entrypoint.sh"]
    },
    {
      "name": "api",
      "image": "shop-api:3",
      "entryPoint": ["node", "server.js"]
    }
  ]
}
`;

/** The smallest task with one open container. */
export const JOB =
  '{"family":"job","containerDefinitions":[{"name":"job","image":"job:1","entryPoint":["/job"]}]}';

/** A team's decisions: all values are invented. */
export const PROFILE = `{
  "defender": {
    "image": "registry.example.com/defender:defender_34_04_145",
    "wsAddress": "wss://console.example.com:8084",
    "installBundle": { "secret": "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:defender-AbCdEf" }
  }
}
`;

/** A container that is wired by halves, as a member of a task's list. */
export const halfWired = (monitoring: string): string => `    {
      "name": "php",
      "image": "registry.example.com/shop/php:8.3",
      "entryPoint": ["/var/lib/twistlock/fargate/defender", "fargate", "entrypoint", "php-fpm"],
      "environment": [
        { "name": "TW_IMAGE_NAME", "value": "registry.example.com/shop/php:8.3" },
        { "name": "FILESYSTEM_MONITORING", "value": "${monitoring}" }
      ]
    }
`;
