// Compiles the demo token and takes Multicall3 out of viem, which carries its creation code as data.
// Usage: node contracts.mjs <directory for the .hex files>
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
// Not among viem's exports, so by its file; the version is pinned.
import { multicall3Bytecode } from '../node_modules/viem/_esm/constants/contracts.js';

const require = createRequire(import.meta.url);
const solc = require('solc');
const contracts = fileURLToPath(new URL('../contracts/', import.meta.url));

const input = {
  language: 'Solidity',
  sources: { 'DemoToken.sol': { content: readFileSync(join(contracts, 'DemoToken.sol'), 'utf8') } },
  settings: {
    evmVersion: 'cancun',
    optimizer: { enabled: true, runs: 200 },
    outputSelection: { '*': { DemoToken: ['evm.bytecode.object'] } },
  },
};

const output = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }));
const errors = (output.errors ?? []).filter((each) => each.severity === 'error');
if (errors.length > 0) {
  console.error(errors.map((each) => each.formattedMessage).join('\n'));
  process.exit(1);
}

const target = process.argv[2];
mkdirSync(target, { recursive: true });
writeFileSync(join(target, 'DemoToken.hex'), `0x${output.contracts['DemoToken.sol'].DemoToken.evm.bytecode.object}`);
writeFileSync(join(target, 'Multicall3.hex'), multicall3Bytecode);

function readImport(path) {
  return { contents: readFileSync(require.resolve(path), 'utf8') };
}
