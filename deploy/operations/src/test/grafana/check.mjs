// Holds dashboards against Grafana's published types, with the compiler that knows them. Usage: check.mjs <dashboard.json>…
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const here = dirname(fileURLToPath(import.meta.url));
const options = {
  noEmit: true,
  strict: true,
  skipLibCheck: true,
  types: [],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

// A member that the type does not know is an error only in a literal of its own: so each panel is one
function source({ panels, ...frame }) {
  const constants = panels.map((panel, i) => `const p${i}: Panels[${JSON.stringify(panel.type)}] = ${literal(panel)};`);
  return [
    "import type { Frame, Panels } from './dashboards';",
    `const frame: Frame = ${literal(frame)};`,
    ...constants,
    'export {};',
  ].join('\n');
}

function literal(value) {
  return JSON.stringify(value, null, 1);
}

const written = new Map();
for (const file of process.argv.slice(2)) {
  written.set(join(here, `${basename(file, '.json')}.generated.ts`), source(JSON.parse(readFileSync(file, 'utf8'))));
}

const host = ts.createCompilerHost(options);
const { readFile, fileExists, getSourceFile } = host;
host.readFile = (name) => written.get(name) ?? readFile(name);
host.fileExists = (name) => written.has(name) || fileExists(name);
host.getSourceFile = (name, version) =>
  written.has(name) ? ts.createSourceFile(name, written.get(name), version) : getSourceFile(name, version);

const found = ts.getPreEmitDiagnostics(ts.createProgram([...written.keys()], options, host));
process.stderr.write(ts.formatDiagnostics(found, { ...host, getCanonicalFileName: (name) => name }));
process.exitCode = found.length === 0 && written.size > 0 ? 0 : 1;
