import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import { literal } from '../../profile/given';
import { bundlePlaintextRow } from '../../profile/rules';
import type { Change } from '../../syntax/edits';
import type { NodeId } from '../../syntax/tree';
import type { TaskAnalysis } from '../analysis';
import { bundleFault, bundlesIn, referToSecret, tokensIn } from '../secrets';
import { isOurPlaceholder, PLACEHOLDERS } from '../vocabulary';

/** Secrets in clear text, found by their shape and never repeated (fargate-defender.md sections 1.1 and 7.5). */

const bundlePlaintext: Rule<TaskAnalysis> = {
  ...bundlePlaintextRow,
  check: (analysis, report) => {
    const { tree } = analysis.task;
    for (const node of bundlesIn(analysis.task)) {
      const changes = moveToSecrets(analysis, node);
      report({
        start: tree.start(node),
        end: tree.end(node),
        severity: analysis.surroundings.inRepository ? 'error' : undefined,
        message: message(
          analysis.surroundings.inRepository ? 'found.bundleInRepository' : 'found.bundleInTask',
        ),
        fixes: changes && [{ title: message('fix.bundleToSecrets'), changes: () => changes }],
      });
    }
  },
};

const bundleUnusable: Rule<TaskAnalysis> = {
  code: 'bundle-unusable',
  category: 'secrets',
  severity: 'error',
  summary: 'rule.bundle-unusable',
  check: ({ sidecar }, report) => {
    const variable = sidecar?.wiring.variables.get('INSTALL_BUNDLE');
    if (!sidecar || !variable || variable.value.text === undefined) return;
    const { text } = variable.value;
    const fault = isOurPlaceholder(text) || variable.isSecret ? undefined : bundleFault(text);
    if (!fault) return;
    report({
      ...variable.value.span,
      container: sidecar.container.id,
      message: message(`found.bundle.${fault}`),
    });
  },
};

const tokenInImage: Rule<TaskAnalysis> = {
  code: 'token-in-image',
  category: 'secrets',
  severity: 'warning',
  summary: 'rule.token-in-image',
  check: ({ task, settings, sidecar }, report) => {
    const { tree } = task;
    const image = literal(settings.defender.image);
    for (const node of tokensIn(task)) {
      const isSidecar = sidecar?.container.field('image').node === node;
      const given =
        isSidecar && image !== undefined && !/\/tw_[a-z0-9]{32}\//.test(image) ? image : undefined;
      report({
        start: tree.start(node),
        end: tree.end(node),
        message: message('found.tokenInImage'),
        fixes:
          given === undefined
            ? []
            : [
                {
                  title: message('fix.mirroredImage', { image: given }),
                  changes: () => [{ op: 'replace', node, value: given }],
                },
              ],
      });
    }
  },
};

export const secretRules = [bundlePlaintext, bundleUnusable, tokenInImage];

/** The install bundle of the sidecar as a reference to a secret; what else holds a bundle needs eyes. */
function moveToSecrets({ sidecar, settings }: TaskAnalysis, node: NodeId): Change[] | undefined {
  if (sidecar?.wiring.variables.get('INSTALL_BUNDLE')?.value.node !== node) return undefined;
  const bundle = settings.defender.installBundle;
  return referToSecret(sidecar, bundle && 'secret' in bundle ? bundle.secret : PLACEHOLDERS.installBundle);
}
