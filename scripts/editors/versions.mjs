/**
 * Both ends of the supported range, as code-server serves them: VS Code's own server and workbench. `rebuild` are the
 * native modules without which it does not run; the others (terminals, keychains) are not needed.
 */
export const EDITORS = {
  oldest: {
    codeServer: '4.93.1',
    vscode: '1.93.1',
    node: undefined,
    installFlags: ['--legacy-peer-deps'],
    rebuildTop: ['argon2'],
    rebuild: ['@vscode/spdlog', 'native-watchdog'],
  },
  newest: {
    codeServer: '4.139.1',
    vscode: '1.139.1',
    // It needs a newer Node than ours may be; an npm package ships the binary.
    node: '24',
    installFlags: [],
    rebuildTop: [],
    rebuild: ['@vscode/spdlog', '@vscode/native-watchdog'],
  },
};
