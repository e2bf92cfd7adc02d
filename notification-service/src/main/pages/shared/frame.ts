import { h, s } from './dom.js';

const THEME = 'ballast.theme';

function useTheme(): void {
  const theme = localStorage.getItem(THEME);
  if (theme !== null) {
    document.documentElement.dataset['theme'] = theme;
  }
}

function turnTheme(): void {
  const root = document.documentElement;
  const dark = root.dataset['theme'] ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  root.dataset['theme'] = dark === 'dark' ? 'light' : 'dark';
  localStorage.setItem(THEME, root.dataset['theme']);
}

function halfMoon(): SVGElement {
  return s(
    'svg',
    { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' },
    s('circle', { cx: 8, cy: 8, r: 6.5, class: 'ring' }),
    s('path', { d: 'M8 1.5a6.5 6.5 0 0 1 0 13z', class: 'half' }),
  );
}

/** What both pages have around what they show. */
export interface Frame {
  readonly status: HTMLElement;
  readonly who: HTMLElement;
  readonly main: HTMLElement;
}

/** Draws the frame; `leave` signs out. */
export function frame(title: string, leave: () => void): Frame {
  useTheme();
  const status = h('span', { class: 'status', role: 'status' });
  const who = h('span', { class: 'who' });
  const main = h('main', {});
  document.body.replaceChildren(
    h(
      'header',
      {},
      h('img', { src: '/pages/icon.svg', alt: '', width: 28, height: 28 }),
      h('h1', {}, 'Ballast', h('small', {}, title)),
      status,
      who,
      h(
        'button',
        {
          type: 'button',
          class: 'quiet icon',
          title: 'Dark or light',
          'aria-label': 'Dark or light',
          onclick: turnTheme,
        },
        halfMoon(),
      ),
      h('button', { type: 'button', class: 'quiet', id: 'leave', hidden: true, onclick: leave }, 'Sign out'),
    ),
    main,
  );
  return { status, who, main };
}
