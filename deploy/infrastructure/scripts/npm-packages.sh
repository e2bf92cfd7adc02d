#!/bin/sh
# Brings the npm packages of the current directory up to date with its package-lock.json; does nothing if they are.
# Usage: npm-packages.sh <what needs them>
set -eu
for program in node npm; do
  command -v "$program" >/dev/null 2>&1 || {
    echo "Ballast needs Node.js 20 or newer with npm for $1: '$program' is not on the PATH." >&2
    exit 1
  }
done
installed=node_modules/.installed-lock.json
if ! cmp -s package-lock.json "$installed"; then
  # No package needs its install script; anvil's would only look for the binary that npm has just brought.
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error || {
    echo "npm could not install the packages of $(pwd)/package-lock.json, see above." >&2
    exit 1
  }
  cp package-lock.json "$installed"
fi
