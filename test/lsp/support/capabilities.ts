import type { ClientCapabilities } from 'vscode-languageserver/node';

const CODE_ACTIONS: ClientCapabilities = {
  textDocument: {
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor'] } },
      disabledSupport: true,
    },
  },
  workspace: { applyEdit: true, workspaceEdit: { documentChanges: true } },
  window: { showDocument: { support: true } },
};

/** An editor of old: diagnostics are pushed to it, and it cannot be asked for anything. */
export const PUSHED: ClientCapabilities = merge(CODE_ACTIONS, {
  textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true } },
});

/** An editor that pulls diagnostics by what the server says at the start. */
export const PULLING: ClientCapabilities = merge(CODE_ACTIONS, {
  textDocument: { diagnostic: {} },
  workspace: { diagnostics: { refreshSupport: true } },
});

/** An editor that can do everything, as VS Code: it also registers later and answers for its settings. */
export const FULL: ClientCapabilities = merge(PULLING, {
  textDocument: { diagnostic: { dynamicRegistration: true } },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
});

/** Capabilities of two editors in one; of what both state, the second counts. */
export function merge(one: ClientCapabilities, other: ClientCapabilities): ClientCapabilities {
  return {
    ...one,
    ...other,
    textDocument: { ...one.textDocument, ...other.textDocument },
    workspace: { ...one.workspace, ...other.workspace },
    window: { ...one.window, ...other.window },
  };
}
