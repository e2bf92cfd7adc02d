// Holds dashboards against Grafana's published types. Usage: dashboards.mjs <dashboard.json>…
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compile, literal } from './typed.mjs';

// Each panel is a literal of its own: within another one its members would not be looked at
function source({ panels, ...frame }) {
  const constants = panels.map((panel, i) => `const p${i}: Panels[${JSON.stringify(panel.type)}] = ${literal(panel)};`);
  return [
    "import type { Frame, Panels } from './dashboards';",
    `const frame: Frame = ${literal(frame)};`,
    ...constants,
    'export {};',
  ].join('\n');
}

compile(
  Object.fromEntries(
    process.argv.slice(2).map((file) => [basename(file, '.json'), source(JSON.parse(readFileSync(file, 'utf8')))]),
  ),
);
