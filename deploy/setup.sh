#!/usr/bin/env bash
# Makes the virtual environment from the lock: every package by version and hash, this project itself in place.
set -euo pipefail
venv=${VENV:-.venv}
python=${PYTHON:-python3}

"$python" - <<'PY' || { echo "Claimwire needs Python 3.11 or 3.12; name one with PYTHON=…" >&2; exit 1; }
import sys
sys.exit(not (3, 11) <= sys.version_info < (3, 13))
PY
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "installing python3-venv, which $python lacks"
        apt-get update -q && apt-get install -y -q python3-venv
    else
        echo "$python cannot make virtual environments; install it (Debian: apt-get install python3-venv)" >&2
        exit 1
    fi
fi
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
echo "installing the locked packages into $venv"
for attempt in 1 2 3; do
    if "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements.lock; then
        break
    fi
    [ "$attempt" = 3 ] && { echo "the packages could not be installed; is the package index reachable?" >&2; exit 1; }
    sleep $((attempt * 5))
done
"$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
touch "$venv/.installed"
