#!/bin/sh
# Compiles the two pages, and puts them with the client beside the service's classes. From this directory; the client is built.
set -eu
out=../../../target/classes/pages
rm -rf "$out"
mkdir -p "$out/client"
../../../client/node_modules/.bin/tsc -p .
cp ./*.html ./*.css ./*.svg "$out/"
cp ../../../client/dist/*.js "$out/client/"
cd "$out"
find . -type f ! -name index.txt | sed 's#^\./##' | LC_ALL=C sort >index.txt
