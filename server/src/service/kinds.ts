import type { Work } from './work';

/** The refactorings, each with the kind by which an editor can ask for it. */
export const REFACTOR_KINDS: Record<Work, string> = {
  protect: 'refactor.rewrite.protectWithDefender',
  upgrade: 'refactor.rewrite.upgradeDefender',
  unprotect: 'refactor.rewrite.removeDefender',
  toggleFilesystemMonitoring: 'refactor.rewrite.toggleFilesystemMonitoring',
};

/** The kind by which an editor can ask for a script's layout. */
export const LAYOUT_KIND = 'refactor.rewrite.layOutScript';

/** The kind of what may be done on every save. */
export const FIX_ALL_KIND = 'source.fixAll.ecsDefender';
