#!/bin/sh
# Makes or brings up to date a virtual environment: venv.sh FOLDER LOCK_FILE
# PYTHON in the environment chooses the interpreter; left out, the first of the names below that is recent enough.
set -eu
folder=$1
lock=$2

recent_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for name in ${PYTHON:-python3.13 python3.12 python3.11 python3.14 python3 python}; do
        if recent_enough "$name"; then
            echo "$name"
            return
        fi
    done
    echo "Cobro needs Python 3.11 or later${PYTHON:+, and $PYTHON is not}. Install one, or name it: make PYTHON=/path/to/python3.12" >&2
    exit 2
}

check_ensurepip() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    echo "$1 cannot make virtual environments. On Debian and Ubuntu: sudo apt-get install python3-venv. Then try again." >&2
    exit 2
}

if [ -e "$folder" ] && ! recent_enough "$folder/bin/python"; then
    echo "$folder is there, but no Python 3.11 or later is in it. Remove it (rm -r $folder), and try again." >&2
    exit 2
fi
if [ ! -e "$folder" ]; then
    python=$(find_python)
    check_ensurepip "$python"
    "$python" -m venv "$folder"
fi
echo "Installing what $lock names into $folder (once)…"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
"$folder/bin/python" -m pip install --quiet --require-hashes -r "$lock"
"$folder/bin/python" -m pip install --quiet --no-deps --no-build-isolation --editable .
