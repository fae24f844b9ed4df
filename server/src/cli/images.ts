import { diskGrammars } from '../disk/grammars';
import { message } from '../l10n/message';
import { loadGrammars } from '../syntax/grammars';
import { type ImagesArguments, UsageError } from './args';
import { list } from './images/list';
import { update } from './images/update';
import type { Terminal } from './terminal';

/** `ecs-defender images`: exit 0 done, 1 an image could not be looked up, 2 usage or a file that cannot be read. */
export async function images(args: ImagesArguments, terminal: Terminal): Promise<number> {
  // Which files hold what is found out one by one.
  await loadGrammars(diskGrammars);
  const [action, ...operands] = args.positionals;
  const { all, format } = args.values;
  if (action === 'update' && format === undefined) return update(operands, args.values, terminal);
  if (action === 'list' && all === undefined) return list(operands, args.values, terminal);
  throw new UsageError(message('usage.images'));
}
