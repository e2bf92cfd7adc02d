import { Api } from '../shared/api.js';
import { h, show } from '../shared/dom.js';
import type { Frame } from '../shared/frame.js';
import type { Reason } from '../shared/signin.js';
import { failed } from '../shared/states.js';
import type { Claims } from '../shared/token.js';
import { Overview } from './overview.js';
import { Person } from './person.js';
import { askAll, type Answer } from './services.js';

/** A look every two seconds: the services measure once a second. */
const LOOK = 2_000;

/** What the operator sees. Reads only. */
export class ConsolePage {
  readonly #api: Api;
  readonly #overview = new Overview();
  readonly #person: Person;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(
    private readonly frame: Frame,
    token: string,
    private readonly who: Claims,
    private readonly leave: (reason: Reason) => void,
  ) {
    this.#api = new Api(token);
    this.#person = new Person(this.#api);
  }

  start(): void {
    show(this.frame.who, `${this.who.sub} · tenant ${this.who.tenant}`);
    document.getElementById('leave')?.removeAttribute('hidden');
    show(this.frame.main, ...this.#overview.elements, this.#person.element);
    void this.#look();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#person.stop();
  }

  async #look(): Promise<void> {
    const answers = await askAll(this.#api);
    if (this.#stopped) {
      return;
    }
    if (answers.some(({ refused }) => refused?.status === 401)) {
      this.leave('expired');
    } else if (answers.every(({ refused }) => refused?.status === 403)) {
      this.#forbidden();
    } else {
      this.#overview.show(answers);
      show(this.frame.status, pill(answers));
      this.#timer = setTimeout(() => void this.#look(), LOOK);
    }
  }

  #forbidden(): void {
    show(this.frame.status, h('span', { class: 'pill bad' }, 'Not allowed'));
    show(
      this.frame.main,
      h(
        'div',
        { id: 'forbidden' },
        failed(
          'This console is for operators: the token has not the role “operator”.',
          () => this.leave('role'),
          'Use another token',
        ),
      ),
    );
  }
}

function pill(answers: readonly Answer[]): HTMLElement {
  const silent = answers.filter(({ flow }) => flow === undefined).length;
  const text = `${answers.length - silent} of ${answers.length} services answer`;
  return h('span', { class: `pill ${silent === 0 ? 'good' : 'bad'}` }, text);
}
