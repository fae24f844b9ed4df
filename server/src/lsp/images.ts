import type { ImageLock } from '../images/lock';
import { isFailure, type Resolution, type ResolvedImage } from '../images/resolved';
import type { Message } from '../l10n/message';
import { after } from './moment';

/** Asks a registry what an image runs. */
export type ResolveImage = (image: string) => Promise<Resolution>;

/** An editor asks for the same actions with every move of the cursor; a registry that said no is left in peace so long. */
const PEACE = 60_000;

/** What the server has looked up itself, while the user allows it. Nothing is asked before somebody asks for a change. */
export class ImageLookup {
  private readonly resolved: Record<string, ResolvedImage> = {};
  private readonly failed = new Map<string, { message: Message; until: number }>();

  constructor(
    private readonly resolve: ResolveImage,
    /** Told of every image that has become known. */
    private readonly onKnown: (images: ImageLock) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Looks images up, for `patience` milliseconds at most: what comes later is there the next time. Says why those
   * that could not be read could not. */
  async find(images: readonly string[], patience: number): Promise<Message[]> {
    const asked = images.filter((image) => !(this.failureOf(image) || this.resolved[image]));
    const answers = Promise.all(asked.map((image) => this.ask(image)));
    await Promise.race([answers, after(patience)]);
    return images.flatMap((image) => this.failureOf(image) ?? []);
  }

  private async ask(image: string): Promise<void> {
    const answer = await this.resolve(image);
    if (isFailure(answer)) {
      this.failed.set(image, { message: answer.message, until: this.now() + PEACE });
      return;
    }
    this.resolved[image] = answer;
    this.onKnown({ ...this.resolved });
  }

  private failureOf(image: string): Message | undefined {
    const failed = this.failed.get(image);
    return failed && failed.until > this.now() ? failed.message : undefined;
  }
}
