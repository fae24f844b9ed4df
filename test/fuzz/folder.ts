import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { halfWired, JOB, PROFILE, SHOP } from '../lsp/support/texts';
import { TASK } from '../pipelines/wired';
import type { Syntax } from './seeds';

/** A file, or an open document, by its name below the workspace folder. */
export interface File {
  readonly name: string;
  readonly syntax: Syntax;
  readonly text: string;
}

const wired = (monitoring: string): string => `{
  "family": "shop",
  "containerDefinitions": [
${halfWired(monitoring)}  ]
}
`;
const policy = (collection: string): string => `{
  "_id": "appEmbeddedRuntime",
  "rules": [{ "name": "web", "collections": [{ "name": "${collection}" }], "filesystem": { "effect": "alert" } }]
}
`;
const resource = (containers: string): string => `resource "aws_ecs_task_definition" "web" {
  family                = "shop"
  container_definitions = ${containers}
}
`;
const workflow = (file: string): string => `on: push
jobs:
  deploy:
    steps:
      - uses: aws-actions/amazon-ecs-render-task-definition@v1
        with:
          task-definition: ${file}
          container-name: web
          image: \${{ steps.build.outputs.image }}
`;
const lock = (image: string): string =>
  `{ "version": 1, "images": { "${image}": { "digest": "sha256:${'0'.repeat(64)}",
    "platforms": { "linux/amd64": { "entryPoint": ["/entry"], "command": [] } } } } }\n`;

/** What may lie in the folder, and as what: profiles, locks, and documents that decide about each other. */
const TEXTS: Record<string, readonly string[]> = {
  '.ecs-defender.json': [
    PROFILE,
    '{ "rules": { "task-unprotected": "error" } }',
    '{ "files": { "exclude": ["deploy/**"], "include": ["*.txt"] } }',
    '{ "policies": [{ "name": "one", "files": ["policies/*.json"], "tasks": ["deploy/**"] }, { "name": "two", "files": ["*.json"] }] }',
    '{ "suppress": [{ "rule": "task-unprotected", "family": "shop" }], "overrides": [{ "files": "deploy/**", "consoleVersion": "21.04" }] }',
    '{ "entryPoints": [{ "image": "*", "entryPoint": ["/app"] }], "containers": { "exclude": [{ "container": "web" }] } }',
    '{ "rules": { "__proto__": "off" }, "images": { "constructor": "*" } }',
    '{ "rules": ',
  ],
  'deploy/.ecs-defender.json': ['{ "rules": { "task-unprotected": "hint" } }', '{}'],
  '.ecs-defender.images.json': [lock('nginx:1.27'), lock('__proto__'), '{ "version": 9 }', 'null'],
  'deploy/task.json': [TASK, wired('false'), wired('true'), SHOP],
  'job.json': [JOB],
  'policies/policy.json': [policy('shop'), policy('store'), policy('__proto__')],
  'policies/collections.json': [
    '[{ "name": "shop", "images": ["*/shop/*"] }]\n',
    '[{ "name": "store", "images": ["*"] }]\n',
  ],
  'main.tf': [
    resource('file("containers.json")'),
    resource('templatefile("${path.module}/containers.json", { image = "nginx" })'),
    resource('jsonencode([{ name = "web", image = "nginx" }])'),
  ],
  'containers.json': ['[{ "name": "web", "image": "nginx", "entryPoint": ["/web"] }]\n', '[]', JOB],
  '.github/workflows/deploy.yml': [workflow('deploy/task.json'), workflow('job.json')],
  'rule.pcrule': ['proc.name = "web"\n'],
  'job.txt': [JOB],
  'ジョブ #1 100%/a b.json': [JOB, wired('false')],
  '.git/HEAD': [''],
};

const SYNTAXES: Record<string, Syntax> = { tf: 'terraform', yml: 'yaml', pcrule: 'pcrule' };

export const NAMES = Object.keys(TEXTS);

/** What may lie in the folder. */
export const FILES: readonly File[] = Object.entries(TEXTS).flatMap(([name, texts]) =>
  texts.map((text) => ({ name, syntax: SYNTAXES[name.split('.').at(-1)!] ?? 'json', text })),
);

/** A folder on the disk that an editor has open, and whatever happens to it there. */
export class Folder {
  readonly uri: string;

  constructor(private readonly path: string) {
    this.uri = pathToFileURL(path).href;
    mkdirSync(path, { recursive: true });
  }

  uriOf(name: string): string {
    return pathToFileURL(join(this.path, name)).href;
  }

  /** Bytes that are no UTF-8 where it is to be unreadable. */
  write(name: string, text: string, isUnreadable = false): void {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, isUnreadable ? Buffer.concat([Buffer.from([0xff, 0x22]), Buffer.from(text)]) : text);
  }
  /** A file, or with `whole` the folder that it lies in. */
  remove(name: string, whole = false): void {
    rmSync(join(this.path, whole ? dirname(name) : name), { recursive: true, force: true });
  }
  move(name: string, to: string): void {
    const [from, place] = [join(this.path, name), join(this.path, to)];
    if (!statSync(from, { throwIfNoEntry: false })?.isFile()) return;
    mkdirSync(dirname(place), { recursive: true });
    renameSync(from, place);
  }
}
