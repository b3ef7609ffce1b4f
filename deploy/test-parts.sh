#!/usr/bin/env bash
# What the tests need beside Python: Java and Maven (Kafka), PostgreSQL, Chromium. Installs what is missing where it may.
set -uo pipefail

missing=()
command -v java >/dev/null || missing+=(openjdk-17-jre-headless)
command -v mvn >/dev/null || missing+=(maven)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)
command -v chromium >/dev/null || missing+=(chromium)
[ ${#missing[@]} = 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing for the tests: ${missing[*]}"
    for attempt in 1 2 3; do
        apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" && exit 0
        sleep $((attempt * 5))
    done
    echo "could not install ${missing[*]}; the tests that need them will be skipped with the reason"
else
    echo "missing for some tests: ${missing[*]}; they will be skipped with the reason"
    echo "(Debian: apt-get install ${missing[*]})"
fi
exit 0
