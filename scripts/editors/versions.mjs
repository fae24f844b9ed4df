/**
 * Both ends of the supported range, as code-server serves them: VS Code's own server and workbench. `standIns` are native
 * modules that it loads and that would have to be compiled, with what takes their place; what it does without is left
 * uncompiled (terminals, keychains), and what is large besides is not even fetched (`unused`).
 */
export const EDITORS = {
  oldest: {
    codeServer: '4.93.1',
    vscode: '1.93.1',
    node: undefined,
    installFlags: ['--legacy-peer-deps'],
    unused: [],
    standIns: {
      'node_modules/argon2': 'argon2',
      'node_modules/code-server/lib/vscode/node_modules/@vscode/spdlog': 'spdlog',
      'node_modules/code-server/lib/vscode/node_modules/native-watchdog': 'watchdog',
    },
  },
  newest: {
    codeServer: '4.139.1',
    vscode: '1.139.1',
    // It needs a newer Node than ours may be; an npm package ships the binary.
    node: '24',
    installFlags: [],
    unused: ['@devcontainers/cli', '@github/copilot-sdk', '@microsoft/mxc-sdk'],
    standIns: {
      'node_modules/code-server/lib/vscode/node_modules/@vscode/spdlog': 'spdlog',
      'node_modules/code-server/lib/vscode/node_modules/@vscode/native-watchdog': 'watchdog',
    },
  },
};
