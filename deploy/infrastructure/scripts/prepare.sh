#!/bin/sh
# Brings the npm packages and the contracts' creation code up to date; does nothing if they are.
# Usage: prepare.sh <directory for the .hex files>, from the directory that holds package.json
set -eu
target=$1

sh scripts/npm-packages.sh "its EVM node"

made=$target/DemoToken.hex
if [ ! -f "$made" ] || [ -n "$(find node_modules/.installed-lock.json contracts scripts -newer "$made")" ]; then
  node scripts/contracts.mjs "$target"
fi
