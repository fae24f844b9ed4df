import { commands, type Disposable, env, l10n, type WebviewView, window } from 'vscode';
import type { PlanInWords } from '../../server/src/lsp/features/commands';

const VIEW = 'ecsDefender.plan';
/** While it is set, the view is there. */
const CONTEXT = 'ecsDefender.planShown';

/** What the view says: lines under titles. */
export interface Report {
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly Section[];
}
interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A plan, or what became of one, in words, in a view below the editors. */
export interface PlanView extends Disposable {
  /** Shows a report, with the command that carries it out where there is one. */
  show(report: Report, apply?: string): Promise<void>;
  /** Says something else where the view is open; one that somebody has closed stays closed. */
  renew(report: Report, apply?: string): void;
  hide(): Promise<void>;
}

export function planReport(plan: PlanInWords, lead: string): Report {
  return {
    title: l10n.t('Protection Plan'),
    lead,
    sections: [
      { title: l10n.t('What is done'), lines: plan.done },
      { title: l10n.t('What is refused, and why'), lines: plan.refusals },
      { title: l10n.t('What is left alone'), lines: plan.leftAlone },
      { title: l10n.t('What must hold outside this document'), lines: plan.notes },
    ],
  };
}

export function registerPlanView(): PlanView {
  let view: WebviewView | undefined;
  let shown: { readonly report: Report; readonly apply?: string } | undefined;
  const render = (): void => {
    if (!view || !shown) return;
    const { report, apply } = shown;
    view.title = report.title;
    // No script runs in the view; the one command that its link may run is the one that it was made with.
    view.webview.options = { enableScripts: false, enableCommandUris: apply ? [apply] : [] };
    view.webview.html = html(report, apply);
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
    show: async (report, apply) => {
      shown = { report, apply };
      render();
      await commands.executeCommand('setContext', CONTEXT, true);
      await commands.executeCommand(`${VIEW}.focus`, { preserveFocus: true });
    },
    renew: (report, apply) => {
      shown = { report, apply };
      render();
    },
    hide: async () => {
      // A panel that loses its view shows another one: a terminal would start for nothing.
      if (view?.visible) await commands.executeCommand('workbench.action.closePanel');
      await commands.executeCommand('setContext', CONTEXT, false);
    },
    dispose: () => registration.dispose(),
  };
}

const STYLE = `
  body { padding: 0 1rem 1rem; line-height: 1.5; }
  h2 { font-size: 1.1em; margin: 0.8rem 0 0.2rem; }
  ul { margin: 0; padding-left: 1.4rem; max-width: 60rem; }
  a.button { display: inline-block; margin-right: 0.8rem; padding: 0.25rem 0.9rem; border-radius: 2px;
    text-decoration: none; color: var(--vscode-button-foreground); background: var(--vscode-button-background);
    border: 1px solid var(--vscode-button-border, transparent); }
  a.button:hover { background: var(--vscode-button-hoverBackground); }
  a.button:focus { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }`;

function html({ lead, sections }: Report, apply: string | undefined): string {
  const button = apply ? `<a class="button" href="command:${apply}">${escaped(l10n.t('Apply'))}</a>` : '';
  return `<!DOCTYPE html><html lang="${escaped(env.language)}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${STYLE}</style></head><body>
<p>${button}${escaped(lead)}</p>
${sections
  .filter(({ lines }) => lines.length > 0)
  .map(section)
  .join('')}
</body></html>`;
}

function section({ title, lines }: Section): string {
  return `<h2>${escaped(title)}</h2><ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`;
}

/** Texts of the document stay texts, whatever they look like. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
