import { frame } from '../shared/frame.js';
import { askForToken, signedIn, type Reason } from '../shared/signin.js';
import { UserPage } from './page.js';

let page: UserPage | undefined;
const around = frame('Your balances', () => leave('first'));

function enter(): void {
  const session = signedIn();
  if (session === undefined) {
    leave('first');
  } else {
    page = new UserPage(around, session.token, session.who, leave);
    page.start();
  }
}

function leave(reason: Reason): void {
  page?.stop();
  page = undefined;
  askForToken(around, reason, 'user', enter);
}

enter();
