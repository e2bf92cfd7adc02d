#!/bin/sh
# Brings the npm packages up to date with package-lock.json and compiles what is older than its source; does nothing if
# nothing is. From the directory that holds package.json; its arguments are the projects to compile.
set -eu
sh ../../deploy/infrastructure/scripts/npm-packages.sh "its TypeScript"
for project in "$@"; do
  node_modules/.bin/tsc -p "$project"
done
