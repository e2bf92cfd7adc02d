// Holds resources against the types that are made of their operators' sources. Usage: operators.mjs <JSON array of manifests>…
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compile, literal } from './typed.mjs';

const MODULES = {
  'postgresql.cnpg.io/v1': '@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1',
  'keda.sh/v1alpha1': '@kubernetes-models/keda/keda.sh/v1alpha1',
  'external-secrets.io/v1': '@kubernetes-models/external-secrets/external-secrets.io/v1',
};

function source(manifests) {
  return manifests.map(declaration).join('\n');
}

function declaration(manifest, number) {
  const { apiVersion, kind } = manifest;
  return `export const m${number}: import('${MODULES[apiVersion]}').I${kind} = ${literal(manifest)};`;
}

compile(
  Object.fromEntries(
    process.argv.slice(2).map((file) => [basename(file, '.json'), source(JSON.parse(readFileSync(file, 'utf8')))]),
  ),
);
