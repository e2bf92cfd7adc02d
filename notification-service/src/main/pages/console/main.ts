import { frame } from '../shared/frame.js';
import { askForToken, signedIn, type Reason } from '../shared/signin.js';
import { ConsolePage } from './page.js';

let page: ConsolePage | undefined;
const around = frame('Console', () => leave('first'));

function enter(): void {
  const session = signedIn();
  if (session === undefined) {
    leave('first');
  } else {
    page = new ConsolePage(around, session.token, session.who, leave);
    page.start();
  }
}

function leave(reason: Reason): void {
  page?.stop();
  page = undefined;
  askForToken(around, reason, 'operator', enter);
}

enter();
