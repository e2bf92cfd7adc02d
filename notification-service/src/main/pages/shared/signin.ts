import { h, show } from './dom.js';
import type { Frame } from './frame.js';
import { claims, storedToken, type Claims } from './token.js';

/** Why a token is asked for. */
export type Reason = 'first' | 'expired' | 'role';

const REASONS: Record<Reason, string> = {
  first: '',
  expired: 'That token is not accepted any more. Paste another one.',
  role: 'That token may not see this page.',
};

/** A token that is there and not over, or undefined. */
export function signedIn(): { token: string; who: Claims } | undefined {
  const token = storedToken.get();
  const who = token === null ? undefined : claims(token);
  return token !== null && who !== undefined && who.expiresAt > Date.now() ? { token, who } : undefined;
}

/** Asks for a token; it stays in this tab. */
export function askForToken(frame: Frame, reason: Reason, role: string, done: () => void): void {
  storedToken.forget();
  show(frame.who);
  show(frame.status);
  document.getElementById('leave')?.setAttribute('hidden', '');
  const field = h('textarea', {
    id: 'token',
    rows: 4,
    spellcheck: 'false',
    autocomplete: 'off',
    required: true,
    placeholder: 'eyJ…',
  });
  const problem = h('p', { class: 'problem', role: 'alert' }, REASONS[reason]);
  const submit = (event: Event): void => {
    event.preventDefault();
    const token = field.value.trim();
    const fault = faultOf(claims(token));
    if (fault === undefined) {
      storedToken.set(token);
      done();
    } else {
      show(problem, fault);
      field.focus();
    }
  };
  show(
    frame.main,
    h(
      'form',
      { class: 'card signin', id: 'signin', onsubmit: submit },
      h('h2', {}, 'Sign in'),
      h('label', { for: 'token' }, `A token with the role “${role}”`),
      field,
      problem,
      h('button', { type: 'submit' }, 'Sign in'),
      h(
        'p',
        { class: 'hint' },
        'It stays in this tab until you close it. In development: ',
        h('code', {}, `make token groups=${role}`),
      ),
    ),
  );
  field.focus();
}

function faultOf(who: Claims | undefined): string | undefined {
  if (who === undefined) {
    return 'This is no token: it has three parts with dots between them.';
  }
  return who.expiresAt <= Date.now() ? 'The time of this token is over.' : undefined;
}
