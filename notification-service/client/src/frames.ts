/** One message of the service. */
export interface Frame {
  readonly event: string;
  /** The event's place in the stream; answers have none. */
  readonly id?: string;
  /** Of the question that this answers. */
  readonly ackId?: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The fields that hold money. They are kept as the digits that were sent. */
const AMOUNTS = new Set([
  'balance',
  'newBalance',
  'previousBalance',
  'currentBalance',
  'amount',
  'requiredAmount',
  'shortfall',
  'held',
  'available',
  'change',
  'alertAmount',
]);

/** A string, which is a key if a colon follows, or a number outside of strings. */
const TOKENS = /"((?:[^"\\]|\\.)*)"(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Puts amounts in quotes: a JSON number would become binary floating point, and 0.10 would lose its last digit. */
function quoteAmounts(text: string): string {
  let key = '';
  return text.replace(TOKENS, (token, string: string | undefined, colon: string | undefined) => {
    if (string === undefined) {
      return AMOUNTS.has(key) ? `"${token}"` : token;
    }
    key = colon === undefined ? '' : string;
    return token;
  });
}

/** Reads a message; undefined if it is none. Amounts are strings with their exact digits. */
export function parseFrame(text: unknown): Frame | undefined {
  if (typeof text !== 'string') {
    return undefined;
  }
  try {
    const frame = JSON.parse(quoteAmounts(text)) as Partial<Frame> | null;
    const isFrame = typeof frame?.event === 'string' && typeof frame.data === 'object' && frame.data !== null;
    return isFrame ? (frame as Frame) : undefined;
  } catch {
    return undefined;
  }
}

/** The sequences that a frame says are left out before it. */
export function skippedBy(frame: Frame): readonly number[] {
  const skipped = frame.data['skipped'];
  return Array.isArray(skipped) ? (skipped as number[]) : [];
}
