/** What a closed socket means for the client. */
export type Verdict =
  /** Come back after a random pause. */
  | { readonly then: 'retry'; readonly why: string }
  /** Come back with another token. */
  | { readonly then: 'token'; readonly why: string }
  /** Do not come back by itself. */
  | { readonly then: 'stop'; readonly why: string };

const POLICY = 1008;
const TOO_BIG = 1009;
const TOO_MANY_CONNECTIONS = 4003;

/** Judges a close code by the table in the service's README. What is not known there is worth another attempt. */
export function judge(code: number, reason: string): Verdict {
  const why = reason === '' ? `closed_${code}` : reason;
  switch (code) {
    case POLICY:
      return { then: reason === 'abuse' ? 'stop' : 'token', why };
    case TOO_BIG:
    case TOO_MANY_CONNECTIONS:
      return { then: 'stop', why };
    default:
      return { then: 'retry', why };
  }
}

const UNAUTHORIZED = 401;
const FORBIDDEN = 403;

/**
 * Finds out why a handshake failed. A browser does not say, so the same is asked without the upgrade: the service answers
 * 401 or 403 as it did at the handshake, and 426 to a token that is good.
 */
export async function whyRefused(url: string, token: string, patience: number): Promise<Verdict> {
  const address = url.replace(/^ws/, 'http');
  try {
    const answer = await fetch(address, {
      headers: { Authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(patience),
    });
    await answer.body?.cancel();
    switch (answer.status) {
      case UNAUTHORIZED:
        return { then: 'token', why: 'token_refused' };
      case FORBIDDEN:
        return { then: 'stop', why: 'origin_not_allowed' };
      default:
        return { then: 'retry', why: `unavailable_${answer.status}` };
    }
  } catch {
    return { then: 'retry', why: 'unreachable' };
  }
}
