import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { placeOf, shapeAt } from '../../server/src/ecs/model/survey';
import { recognise } from '../../server/src/ecs/recognise';
import { loadTestGrammars } from '../support/grammars';

before(loadTestGrammars);

/** What the node at `‸` is by the model: `Owner.member: kind`, or `in Shape` where it is an object. */
function placeAt(marked: string): string {
  const offset = marked.indexOf('‸');
  const document = recognise(marked.replace('‸', ''))!;
  const node = document.tree.at(offset);
  for (const task of document.tasks) {
    const place = placeOf(task, node);
    if (!place) continue;
    const shape = shapeAt(task, node);
    const member = place.member && `${place.member.owner}.${place.member.name} as ${place.member.written}`;
    return [member, shape ? `in ${shape.name}` : place.type?.kind].filter(Boolean).join(', ');
  }
  return 'nothing';
}

const CASES: [what: string, marked: string, wanted: string][] = [
  [
    'the API’s JSON',
    '{"family":"a","containerDefinitions":[{"name":"a","image":"b","portMappings":[{"host‸Port":1}]}]}',
    'PortMapping.hostPort as hostPort',
  ],
  [
    'a value',
    '{"family":"a","networkMode":"aws‸vpc","containerDefinitions":[]}',
    'RegisterTaskDefinitionRequest.networkMode as networkMode, string',
  ],
  [
    'a description',
    '{"taskDefinition":{"containerDefinitions":[{"name":"a","image":"b","logConfiguration":{‸}}]}}',
    'ContainerDefinition.logConfiguration as logConfiguration, in LogConfiguration',
  ],
  [
    'a list of containers',
    '[{"name":"a","image":"b","essential":true,"healthCheck":{"comm‸and":[]}}]',
    'HealthCheck.command as command',
  ],
  [
    'the author’s own names',
    '[{"name":"a","image":"b","essential":true,"dockerLabels":{"na‸me":"b"}}]',
    'nothing',
  ],
  [
    'CloudFormation in JSON',
    '{"Resources":{"T":{"Type":"AWS::ECS::TaskDefinition","Properties":{"ContainerDefinitions":[],"Volumes":[{"EFSVolumeConfiguration":{"Filesystem‸Id":"x"}}]}}}}',
    'EFSVolumeConfiguration.fileSystemId as FilesystemId',
  ],
  [
    'CloudFormation in YAML',
    'Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n        - Name: a\n          Image: b\n          DependsOn:\n            - Condi‸tion: START\n',
    'ContainerDependency.condition as Condition',
  ],
  [
    'an argument of Terraform',
    'resource "aws_ecs_task_definition" "t" {\n  family = "a"\n  execution_role‸_arn = "x"\n  container_definitions = jsonencode([])\n}\n',
    'RegisterTaskDefinitionRequest.executionRoleArn as execution_role_arn',
  ],
  [
    'a block of Terraform',
    'resource "aws_ecs_task_definition" "t" {\n  family = "a"\n  ephemeral_storage {\n    size_‸in_gib = 30\n  }\n  container_definitions = jsonencode([])\n}\n',
    'EphemeralStorage.sizeInGiB as size_in_gib',
  ],
  [
    'a container in Terraform',
    'resource "aws_ecs_task_definition" "t" {\n  family = "a"\n  container_definitions = jsonencode([{ name = "a", image = "b", mountPoints = [{ source‸Volume = "x" }] }])\n}\n',
    'MountPoint.sourceVolume as sourceVolume',
  ],
];

for (const [what, marked, wanted] of CASES) test(what, () => assert.equal(placeAt(marked), wanted));
