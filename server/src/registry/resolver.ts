import { failure, isFailure, type Resolution } from '../images/resolved';
import type { ResolveOptions } from './options';
import { resolveImage } from './resolve';

const AT_A_TIME = 4;
/** An answer is good for this long: nobody pushes faster than that, and looks. */
const FRESH = 60_000;
const KEPT = 200;

interface Shared {
  readonly answer: Promise<Resolution>;
  readonly stop: AbortController;
  waiting: number;
}
interface Kept {
  readonly resolution: Resolution;
  readonly until: number;
}

/** Looks images up, a few at a time; whoever asks for the same one meanwhile, or soon after, gets the same answer. */
export class Resolver {
  private readonly kept = new Map<string, Kept>();
  private readonly underway = new Map<string, Shared>();
  private readonly queue: (() => void)[] = [];
  private running = 0;

  constructor(private readonly options: Omit<ResolveOptions, 'signal'> = {}) {}

  async resolve(image: string, signal?: AbortSignal): Promise<Resolution> {
    if (signal?.aborted) return failure(image, 'cancelled');
    const kept = this.kept.get(image);
    if (kept && kept.until > performance.now()) return kept.resolution;
    const shared = this.underway.get(image) ?? this.start(image);
    shared.waiting++;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        resolve(failure(image, 'cancelled'));
        // The others still want it; the last one to leave ends it.
        if (--shared.waiting > 0) return;
        shared.stop.abort();
        this.underway.delete(image);
      };
      signal?.addEventListener('abort', leave, { once: true });
      shared.answer.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
    });
  }

  private start(image: string): Shared {
    const stop = new AbortController();
    const answer = this.run(image, stop.signal);
    const shared: Shared = { answer, stop, waiting: 0 };
    this.underway.set(image, shared);
    return shared;
  }

  private async run(image: string, signal: AbortSignal): Promise<Resolution> {
    if (this.running >= AT_A_TIME) await new Promise<void>((go) => this.queue.push(go));
    else this.running++;
    try {
      const resolution = await resolveImage(image, { ...this.options, signal });
      if (!isFailure(resolution)) this.keep(image, resolution);
      return resolution;
    } finally {
      if (!signal.aborted) this.underway.delete(image);
      // The next one takes this one's place.
      const next = this.queue.shift();
      if (next) next();
      else this.running--;
    }
  }

  private keep(image: string, resolution: Resolution): void {
    this.kept.delete(image);
    this.kept.set(image, { resolution, until: performance.now() + FRESH });
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT) this.kept.delete(oldest);
  }
}
