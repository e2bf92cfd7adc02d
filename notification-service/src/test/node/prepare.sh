#!/bin/sh
# Brings the npm packages up to date with package-lock.json; does nothing if they are. From this directory.
set -eu
installed=node_modules/.installed-lock.json
if ! cmp -s package-lock.json "$installed"; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error || {
    echo "npm could not install the packages of $(pwd)/package-lock.json, see above." >&2
    exit 1
  }
  cp package-lock.json "$installed"
fi
