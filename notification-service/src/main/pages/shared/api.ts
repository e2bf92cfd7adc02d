/** A refusal as the services say it (RFC 9457), or that there was no answer (status 0). */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    title: string,
  ) {
    super(title);
  }
}

const PATIENCE = 10_000;
/** The fields that hold money keep their digits: as JSON numbers they would become binary floating point. */
const AMOUNT =
  /("(?:balance|balanceAfter|amount|in|out|held|available|usdcBalance|previousBalance|newBalance|balanceChange|depositAmount|total)"\s*:\s*)(-?\d+(?:\.\d+)?)/g;

/** Asks the services through the gateway that this page came from. Reads only. */
export class Api {
  constructor(private readonly token: string) {}

  /** @throws Refused */
  async get<T>(path: string): Promise<T> {
    let answer: Response;
    try {
      answer = await fetch(path, {
        headers: { Authorization: `Bearer ${this.token}`, Accept: 'application/json' },
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      throw new Refused(0, 'unreachable', 'There was no answer');
    }
    const text = await answer.text();
    if (!answer.ok) {
      throw refusal(answer.status, text);
    }
    return JSON.parse(text.replace(AMOUNT, '$1"$2"')) as T;
  }
}

function refusal(status: number, text: string): Refused {
  try {
    const { code, title, detail } = JSON.parse(text) as { code?: string; title?: string; detail?: string };
    return new Refused(status, code ?? `status-${status}`, detail ?? title ?? `The answer was ${status}`);
  } catch {
    return new Refused(status, `status-${status}`, `The answer was ${status}`);
  }
}
