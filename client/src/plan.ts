import { commands, type Disposable, l10n, type WebviewView, window } from 'vscode';
import type { PlanInWords } from '../../server/src/lsp/features/commands';

const VIEW = 'ecsDefender.plan';
/** While it is set, the view is there. */
const CONTEXT = 'ecsDefender.previewing';

/** The plan of a preview in words, in a view below the editors. */
export interface PlanView extends Disposable {
  show(plan: PlanInWords, apply: string | undefined): Promise<void>;
  hide(): Promise<void>;
}

export function registerPlanView(): PlanView {
  let view: WebviewView | undefined;
  let html = '';
  const render = (): void => {
    if (view) view.webview.html = html;
  };
  const registration = window.registerWebviewViewProvider(VIEW, {
    resolveWebviewView: (resolved) => {
      view = resolved;
      view.onDidDispose(() => {
        view = undefined;
      });
      render();
    },
  });
  return {
    show: async (plan, apply) => {
      html = planHtml(plan, apply);
      if (view) view.webview.options = optionsFor(apply);
      render();
      await commands.executeCommand('setContext', CONTEXT, true);
      await commands.executeCommand(`${VIEW}.focus`, { preserveFocus: true });
      if (view) view.webview.options = optionsFor(apply);
    },
    hide: async () => {
      // A panel that loses its view shows another one: a terminal would start for nothing.
      if (view?.visible) await commands.executeCommand('workbench.action.closePanel');
      await commands.executeCommand('setContext', CONTEXT, false);
    },
    dispose: () => registration.dispose(),
  };
}

/** No script runs in the view; the one command that its link may run is the one it was made with. */
function optionsFor(apply: string | undefined) {
  return { enableScripts: false, enableCommandUris: apply ? [apply] : [] };
}

const STYLE = `
  body { padding: 0 1rem 1rem; line-height: 1.5; }
  h2 { font-size: 1.1em; margin: 0.8rem 0 0.2rem; }
  ul { margin: 0; padding-left: 1.4rem; max-width: 60rem; }
  a.button { display: inline-block; margin-right: 0.8rem; padding: 0.25rem 0.9rem; border-radius: 2px; text-decoration: none;
    color: var(--vscode-button-foreground); background: var(--vscode-button-background);
    border: 1px solid var(--vscode-button-border, transparent); }
  a.button:hover { background: var(--vscode-button-hoverBackground); }
  a.button:focus { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }`;

function planHtml(plan: PlanInWords, apply: string | undefined): string {
  const section = (title: string, lines: readonly string[]): string =>
    lines.length === 0
      ? ''
      : `<h2>${escaped(title)}</h2><ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`;
  const button =
    apply && `<a class="button" role="button" href="command:${apply}">${escaped(l10n.t('Apply'))}</a>`;
  return `<!DOCTYPE html><html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${STYLE}</style></head><body>
<p>${button ?? ''}${escaped(l10n.t('Nothing is written yet.'))}</p>
${section(l10n.t('What is done'), plan.done)}
${section(l10n.t('What is refused, and why'), plan.refusals)}
${section(l10n.t('What is left alone'), plan.leftAlone)}
${section(l10n.t('What must hold outside this document'), plan.notes)}
</body></html>`;
}

/** Texts of the document stay texts, whatever they look like. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
