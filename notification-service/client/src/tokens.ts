import type { TokenSource } from './options.js';
import type { TokenReason } from './state.js';

/** The token in use, the one given ahead, and the one that was refused and is not tried again. */
export class Tokens {
  current = '';
  #given: string | undefined;
  #refused: string | undefined;

  constructor(private readonly source: TokenSource) {}

  /** The next one is this, whatever the source would say. */
  give(token: string): void {
    this.#given = token;
  }

  async next(reason: TokenReason): Promise<string | null> {
    const given = this.#given;
    this.#given = undefined;
    return given ?? (await this.source(reason));
  }

  /** The one in use is not accepted. */
  refused(): void {
    this.#refused = this.current;
  }

  /** The one in use is accepted. */
  accepted(): void {
    this.#refused = undefined;
  }

  wasRefused(token: string): boolean {
    return token === this.#refused;
  }
}
