// The compiler that knows somebody else's published types says what they have no place for.
import { dirname, join } from 'node:path';
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

// A member that the type does not know is an error only in a literal
export function literal(value) {
  return JSON.stringify(value, null, 1);
}

// Compiles sources that are nowhere but here, by their names, as if they lay beside this file; ends with 1 if one is wrong or there is none
export function compile(sources) {
  const written = new Map(Object.entries(sources).map(([name, text]) => [join(here, `${name}.generated.ts`), text]));
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (name) => written.get(name) ?? readFile(name);
  host.fileExists = (name) => written.has(name) || fileExists(name);
  host.getSourceFile = (name, version) =>
    written.has(name) ? ts.createSourceFile(name, written.get(name), version) : getSourceFile(name, version);
  const found = ts.getPreEmitDiagnostics(ts.createProgram([...written.keys()], options, host));
  process.stderr.write(ts.formatDiagnostics(found, { ...host, getCanonicalFileName: (name) => name }));
  process.exitCode = found.length === 0 && written.size > 0 ? 0 : 1;
}
