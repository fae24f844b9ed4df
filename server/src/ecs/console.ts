/** Pages of the AWS console. Their addresses are those that the console itself shows. */

/** The console's host in each partition, by the regions that belong to it. */
const HOSTS: readonly [region: RegExp, partition: string, host: string][] = [
  [/^cn-[a-z]+-\d+$/, 'aws-cn', 'console.amazonaws.cn'],
  [/^us-gov-[a-z]+-\d+$/, 'aws-us-gov', 'console.amazonaws-us-gov.com'],
  [/^(?:af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-\d+$/, 'aws', 'console.aws.amazon.com'],
];

/** A service's page for a region; undefined for regions of partitions whose console is not known. */
function regional(region: string, path: string): string | undefined {
  const host = HOSTS.find(([pattern]) => pattern.test(region))?.[2];
  return host && `https://${region}.${host}/${path}`;
}

/** An ARN's parts (Amazon Resource Names in the IAM user guide). */
const ARN = /^arn:(aws[\w-]*):([\w-]+):([\w-]*):(\d{12}):(.+)$/;

/** The page of a secret of Secrets Manager or a parameter of Systems Manager, by what `valueFrom` says. */
export function secretPage(valueFrom: string): string | undefined {
  const [, , service, region, , resource] = ARN.exec(valueFrom) ?? [];
  if (service === 'secretsmanager') {
    // `secret:NAME-SUFFIX`, and perhaps `:json-key:version-stage:version-id`. An ARN may lack the suffix of six random
    // letters and digits: what is all small letters is taken for a part of the name.
    const name = /^secret:([^:]+?)(?:-(?![a-z]{6}(?::|$))[A-Za-z0-9]{6})?(?::[^:]*){0,3}$/.exec(
      resource,
    )?.[1];
    return (
      name && regional(region, `secretsmanager/secret?name=${encodeURIComponent(name)}&region=${region}`)
    );
  }
  if (service === 'ssm') {
    const path = /^parameter\/([\w./-]+)$/.exec(resource)?.[1];
    // Only a name in levels begins with a slash.
    const name = path?.includes('/') ? `/${path}` : path;
    return name && regional(region, `systems-manager/parameters/${twice(name)}/description?region=${region}`);
  }
  return undefined;
}

/** The page of a role, by its ARN. */
export function rolePage(arn: string): string | undefined {
  const [, partition, service, region, , resource] = ARN.exec(arn) ?? [];
  const name = /^role\/(?:[^/]+\/)*([\w+=,.@-]+)$/.exec(resource ?? '')?.[1];
  const host = HOSTS.find(([, one]) => one === partition)?.[2];
  if (service !== 'iam' || region !== '' || !name || !host) return undefined;
  return `https://${host}/iam/home#/roles/details/${encodeURIComponent(name)}`;
}

/** The page of a log group (CreateLogGroup in the CloudWatch Logs API reference says what its name may be). */
export function logGroupPage(region: string, group: string): string | undefined {
  if (!/^[\w./#-]{1,512}$/.test(group)) return undefined;
  const name = twice(group).replaceAll('%', '$');
  return regional(region, `cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${name}`);
}

/** The page of a repository of a private registry. */
export function repositoryPage(account: string, region: string, repository: string): string | undefined {
  return regional(region, `ecr/repositories/private/${account}/${repository}?region=${region}`);
}

function twice(text: string): string {
  return encodeURIComponent(encodeURIComponent(text));
}
