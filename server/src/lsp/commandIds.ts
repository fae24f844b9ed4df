/** The commands every editor has; an editor's own commands have ids of their own. */
export enum Command {
  Protect = 'ecsDefender.server.protect',
  Upgrade = 'ecsDefender.server.upgrade',
  Unprotect = 'ecsDefender.server.unprotect',
  ToggleFilesystemMonitoring = 'ecsDefender.server.toggleFilesystemMonitoring',
  ShowRule = 'ecsDefender.server.showRule',
}
