#!/usr/bin/env bash
# Makes what later builds are checked against: the migrations, schemas and examples of a release, as they are in a commit.
#   deploy/upgrade/make-baseline.sh v1.0.0      (run in the commit that follows the release's tag)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
release=${1:?Which commit or tag is released?}
to=deploy/upgrade/released

hashes() { # paths
    git ls-tree -r --name-only "$release" -- "$@" | LC_ALL=C sort | while read -r file; do
        printf '%s  %s\n' "$(git show "$release:$file" | sha256sum | cut -d' ' -f1)" "$file"
    done
}

rm -rf "$to"
mkdir -p "$to/schemas"
hashes {ledger,chain-balance,auto-deposit,notification}-service/src/main/resources/db/migration \
    events/src/main/resources/db/events >"$to/migrations.sha256"
hashes events/src/main/resources/examples >"$to/examples.sha256"
for schema in $(git ls-tree --name-only "$release" events/src/main/resources/schemas/); do
    git show "$release:$schema" >"$to/schemas/${schema##*/}"
done
