# What the machine has to have: found, checked, or fetched. For bin/ballast, which says where "bin" and "checkout" are.
# shellcheck shell=bash disable=SC2154

fail() {
    echo "$*" >&2
    exit 1
}

use_jdk() {
    JAVA_HOME=$("$bin/find-jdk") || exit 1
    export JAVA_HOME PATH="$JAVA_HOME/bin:$PATH"
}

# at_least 3.8.7 3.9.1: whether the second version is the first or newer
at_least() {
    [ "$(printf '%s\n%s\n' "$1" "$2" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)" = "$1" ]
}

require_tool() { # name, least version, what it is, version
    command -v "$1" >/dev/null 2>&1 || fail "Missing: $3, version $2 or newer ('$1' is not on the PATH)."
    [ -z "$4" ] || at_least "$2" "$4" || fail "Too old: $3 $4; version $2 or newer is needed."
}

require_tools() {
    use_jdk
    require_tool mvn 3.8.7 "Maven" "$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')"
    require_tool node 20.0.0 "Node.js" "$(node -v 2>/dev/null | sed 's/^v//')"
    require_tool npm 9.0.0 "npm, which comes with Node.js" "$(npm -v 2>/dev/null)"
}

# The option with which JDK 24 and newer do not warn about what Netty and Maven do; older ones do not know it.
quiet_about_unsafe() {
    if grep -qE '^JAVA_VERSION="(2[4-9]|[3-9][0-9])' "$JAVA_HOME/release" 2>/dev/null; then
        echo --sun-misc-unsafe-memory-access=allow
    fi
}

# Quarkus' dev mode wants a newer Maven than everything else does: an older one fetches it, as it fetches any artifact.
maven_for_dev() {
    local dev_maven=3.9.11 tools=$checkout/deploy/local/target/maven
    if at_least 3.9.0 "$(mvn -v | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')"; then
        echo mvn
        return
    fi
    if [ ! -x "$tools/apache-maven-$dev_maven/bin/mvn" ]; then
        echo "Fetching Maven $dev_maven for the dev mode …" >&2
        (cd "$checkout" && mvn -q -B -ntp -N dependency:unpack \
            -Dartifact="org.apache.maven:apache-maven:$dev_maven:zip:bin" -DoutputDirectory="$tools" -DmarkersDirectory="$tools" >&2 </dev/null) ||
            fail "Maven $dev_maven could not be fetched, and the dev mode needs 3.9.0 or newer."
        chmod +x "$tools/apache-maven-$dev_maven/bin/mvn"
    fi
    echo "$tools/apache-maven-$dev_maven/bin/mvn"
}

# Names the build of Redis that benchmarks are to use: the one that is installed, or Debian's, fetched. That of the tests is linked
# with a C library that copies memory slowly: a script takes half as long again as in what operators run.
use_redis_of_operators() {
    local tools=$checkout/deploy/bench/target/redis least=7.0.0
    [ -z "${BALLAST_REDIS_SERVER:-}" ] || return 0
    if command -v redis-server >/dev/null 2>&1 &&
        at_least "$least" "$(redis-server --version | sed -n 's/.* v=\([0-9.]*\).*/\1/p')"; then
        BALLAST_REDIS_SERVER=$(command -v redis-server)
    elif [ -x "$tools/redis-server" ] || { command -v apt-get >/dev/null 2>&1 && fetch_redis "$tools"; }; then
        BALLAST_REDIS_SERVER=$tools/redis-server
    else
        echo "No Redis $least is installed, and Debian's could not be fetched: the tests' one is used, which is slower."
        return 0
    fi
    export BALLAST_REDIS_SERVER
}

fetch_redis() { # where to
    local needs="redis-server redis-tools libatomic1 libjemalloc2 liblua5.1-0 liblzf1 lua-bitop lua-cjson"
    echo "Fetching Debian's Redis …"
    mkdir -p "$1" || return 1
    # shellcheck disable=SC2086 # several packages
    (cd "$1" &&
        { apt-get -qq download $needs 2>/dev/null || { apt-get -qq update && apt-get -qq download $needs; } } &&
        for package in *.deb; do dpkg-deb -x "$package" . || exit 1; done &&
        rm -f -- *.deb &&
        printf '#!/bin/sh\nhere=$(dirname "$0")\nfor libraries in "$here"/usr/lib/*-linux-gnu*; do :; done\nLD_LIBRARY_PATH=$libraries exec "$here/usr/bin/redis-server" "$@"\n' >redis-server &&
        chmod +x redis-server && ./redis-server --version >/dev/null) >&2 || { rm -rf "$1"; return 1; }
}
