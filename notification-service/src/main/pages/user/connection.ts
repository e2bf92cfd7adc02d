import type { State } from '/pages/client/index.js';
import { h } from '../shared/dom.js';
import { duration } from '../shared/format.js';

/** What the connection is doing, as the user needs to know it. */
export function connectionPill(state: State): HTMLElement {
  const [kind, text, title] = words(state);
  return h('span', { class: `pill ${kind}`, title, 'data-state': state.name }, text);
}

function words(state: State): [kind: string, text: string, title: string] {
  switch (state.name) {
    case 'connected':
      return ['good', 'Live', 'What you see is true now'];
    case 'connecting':
      return ['', 'Connecting…', ''];
    case 'resuming':
      return ['warn', 'Catching up…', 'What you see was true when the connection broke'];
    case 'waiting':
      return ['warn', 'Offline', `Trying again after ${duration(state.delay)}: ${state.why}`];
    case 'expired':
      return ['bad', 'Signed out', state.why];
    case 'closed':
      return ['bad', 'Disconnected', state.why];
  }
}
