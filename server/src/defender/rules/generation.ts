import type { Span } from '../../findings/finding';
import type { Rule } from '../../findings/rule';
import { message } from '../../l10n/message';
import { hasPlaceholder } from '../../syntax/placeholders';
import type { TaskAnalysis } from '../analysis';
import { wiredApplications } from '../analysis';
import { statedEntryPoint } from '../entryPoint';
import { CURRENT, generationOfImage, wordsAre } from '../generations';
import { releaseOf, supportOf } from '../release';
import { SIDECAR_ENTRY_POINT } from '../vocabulary';
import { WRAPPER_PATHS, type Wrapper, wrapperSpan } from '../wrapper';

/** Wiring and images of another release than the one in use (fargate-defender.md sections 3.8, 7.2 and 7.5). */

const wiringOutdated: Rule<TaskAnalysis> = {
  code: 'wiring-outdated',
  category: 'sidecar',
  severity: 'warning',
  summary: 'rule.wiring-outdated',
  isLocal: true,
  check: (analysis, report) => {
    const { sidecar } = analysis;
    const field = sidecar?.container.field('image');
    const image = generationOfImage(field?.text);
    for (const { container, wiring } of wiredApplications(analysis)) {
      const old = wiring.wrappers.find((wrapper) => wrapper.path !== WRAPPER_PATHS[0]);
      if (!old) continue;
      // The image is newer already: the old wrapper may not even be in it.
      const key = image === CURRENT ? 'found.wiringOlderThanImage' : 'found.wiringOutdated';
      report({
        ...wrapperSpan(container, old),
        container: container.id,
        message: message(key, { name: container.name ?? '', wrapper: WRAPPER_PATHS[0] }),
        related: field && field.key >= 0 ? [{ ...field.span, message: message('related.image') }] : undefined,
      });
    }
  },
};

const wrapperInCommand: Rule<TaskAnalysis> = {
  code: 'wrapper-in-command',
  category: 'entry-point',
  severity: 'information',
  summary: 'rule.wrapper-in-command',
  isLocal: true,
  check: (analysis, report) => {
    for (const { container, wiring } of wiredApplications(analysis)) {
      const [wrapper]: readonly Wrapper[] = wiring.wrappers;
      if (wrapper?.field !== 'command') continue;
      const isStated = statedEntryPoint(container) === 'stated';
      const key = isStated ? 'found.wrapperBehindEntryPoint' : 'found.wrapperInCommand';
      report({
        ...wrapperSpan(container, wrapper),
        container: container.id,
        message: message(key, { name: container.name ?? '' }),
      });
    }
  },
};

const sidecarEntryPoint: Rule<TaskAnalysis> = {
  code: 'sidecar-entry-point',
  category: 'sidecar',
  severity: 'error',
  summary: 'rule.sidecar-entry-point',
  check: ({ sidecar }, report) => {
    const field = sidecar?.container.field('entryPoint');
    // One that is missing is reported with the other missing parts; one that starts as an application's, there too.
    if (!sidecar || !field || field.isAbsent || field.isPlaceholder || field.items.length === 0) return;
    const words = field.strings;
    const isHidden = words.some((word) => word === undefined || hasPlaceholder(word));
    if (isHidden || wordsAre(words, SIDECAR_ENTRY_POINT)) return;
    if (sidecar.wiring.wrappers.length > 0) return;
    report({
      ...field.keySpan,
      container: sidecar.container.id,
      message: message('found.sidecarEntryPoint', { expected: SIDECAR_ENTRY_POINT.join(' ') }),
      fixes: [
        {
          title: message('fix.sidecarEntryPoint'),
          changes: () => [{ op: 'replace', node: field.node, value: SIDECAR_ENTRY_POINT }],
        },
      ],
    });
  },
};

const defenderOutdated: Rule<TaskAnalysis> = {
  code: 'defender-outdated',
  category: 'sidecar',
  severity: 'warning',
  summary: 'rule.defender-outdated',
  check: ({ sidecar, settings }, report) => {
    const image = sidecar?.container.field('image');
    const release = releaseOf(image?.text);
    const console = settings.consoleVersion;
    if (!image || !release || console === undefined) return;
    const support = supportOf(release, console);
    if (support === 'full') return;
    report({
      ...image.span,
      container: sidecar!.container.id,
      severity: support === 'none' ? 'error' : undefined,
      message: message(`found.defender.${support}`, { release, console }),
    });
  },
};

const floatingTag: Rule<TaskAnalysis> = {
  code: 'floating-tag',
  category: 'sidecar',
  severity: 'warning',
  summary: 'rule.floating-tag',
  check: ({ sidecar }, report) => {
    const image = sidecar?.container.field('image');
    if (!image?.text || image.isPlaceholder || image.text.includes('@')) return;
    const tag = /:([^:/]+)$/.exec(image.text)?.[1];
    if (tag !== undefined && tag !== 'latest') return;
    const span: Span = image.span;
    report({ ...span, container: sidecar!.container.id, message: message('found.floatingTag') });
  },
};

export const generationRules = [
  wiringOutdated,
  wrapperInCommand,
  sidecarEntryPoint,
  defenderOutdated,
  floatingTag,
];
