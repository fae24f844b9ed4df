/** What a dialect has otherwise than the API and the rule for its spelling. */
export interface Difference {
  /** The member's name as the tree reads it. */
  readonly spelled?: string;
  /** The argument or block as the author writes it in Terraform. */
  readonly written?: string;
  /** What of the API the member is, where that stands elsewhere, as `Shape.member`. */
  readonly means?: string;
  /** The type, in the form of the generated model. */
  readonly type?: string;
  /** The dialect can do without what the API requires. */
  readonly isOptional?: true;
  readonly isAbsent?: true;
  /** Members that only the dialect has, with their types. */
  readonly added?: Readonly<Record<string, string>>;
}

/** The schema of `AWS::ECS::TaskDefinition`; the names are held against it in a test. */
export const CLOUDFORMATION: Readonly<Record<string, Difference>> = {
  // CloudFormation makes a name from those of stack and resource.
  'RegisterTaskDefinitionRequest.family': { isOptional: true },
  'ProxyConfiguration.properties': { spelled: 'ProxyConfigurationProperties' },
  'Volume.efsVolumeConfiguration': { spelled: 'EFSVolumeConfiguration' },
  'Volume.s3filesVolumeConfiguration': { spelled: 'S3FilesVolumeConfiguration' },
  'Volume.fsxWindowsFileServerVolumeConfiguration': { spelled: 'FSxWindowsFileServerVolumeConfiguration' },
  'EFSVolumeConfiguration.fileSystemId': { spelled: 'FilesystemId' },
  'EFSAuthorizationConfig.iam': { spelled: 'IAM' },
};

/** The resource `aws_ecs_task_definition` of Terraform's AWS provider: its page in the registry. */
export const TERRAFORM: Readonly<Record<string, Difference>> = {
  RegisterTaskDefinitionRequest: {
    added: {
      region: 'string',
      skipDestroy: 'boolean',
      trackLatest: 'boolean',
      // Meta-arguments of every resource.
      count: 'any',
      forEach: 'any',
      provider: 'any',
      dependsOn: 'any',
      lifecycle: 'any',
      provisioner: 'any',
      connection: 'any',
      dynamic: 'any',
    },
  },
  'RegisterTaskDefinitionRequest.tags': { type: 'Record<string, string>' },
  'RegisterTaskDefinitionRequest.volumes': { written: 'volume' },
  'RegisterTaskDefinitionRequest.inferenceAccelerators': {
    spelled: 'inferenceAccelerator',
    type: 'InferenceAccelerator',
  },
  'EphemeralStorage.sizeInGiB': { spelled: 'sizeInGib' },
  'ProxyConfiguration.properties': { type: 'Record<string, string>' },
  'Volume.host': { spelled: 'hostPath', type: 'string', means: 'HostVolumeProperties.sourcePath' },
  'Volume.configuredAtLaunch': { spelled: 'configureAtLaunch' },
};
