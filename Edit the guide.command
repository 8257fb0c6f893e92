#!/bin/sh
# To write in the guide on a Mac, double-click this file. On Linux: "Edit the guide.desktop", or this one, by
# "Run as a program". It looks for Python, makes the folder .venv on the first run, and opens the guide in the browser.

stop() {
    printf '\nPress Enter to close this window. '
    read -r _
    exit 1
}

is_fit() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' >/dev/null 2>&1
}

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        found=$(command -v "$name") || continue
        # This one of macOS may be nothing but an offer of Apple's developer tools, in a window of its own
        if [ "$system" = Darwin ] && [ "$found" = /usr/bin/python3 ]; then continue; fi
        if is_fit "$found"; then return 0; fi
    done
    if [ "$system" = Darwin ]; then
        for found in /opt/homebrew/bin/python3.1[1-4] /usr/local/bin/python3.1[1-4] \
            /Library/Frameworks/Python.framework/Versions/3.1[1-4]/bin/python3; do
            if is_fit "$found"; then return 0; fi
        done
    fi
    return 1
}

system=$(uname)
if ! cd -- "$(dirname -- "$0")" || [ ! -f tasks.py ]; then
    echo "This file stands alone. Put it back into the folder of the guide, and double-click it there."
    stop
fi

if ! find_python; then
    echo "The guide needs Python 3.11, 3.12, 3.13 or 3.14, and none of them is on this computer."
    echo
    if [ "$system" = Darwin ]; then
        echo "1. In the browser, go to python.org/downloads and load Python 3.14 from the list, not a newer one."
        echo "2. Open the file that was loaded, and follow it to its end."
        echo "3. Double-click \"Edit the guide\" again."
    else
        echo "1. Install one with the program by which you install others. It may be called python3;"
        echo "   Debian and Ubuntu need python3-venv too."
        echo "2. Start \"Edit the guide\" again."
    fi
    stop
fi

echo "Starting the guide. It opens in the browser. Leave this window open while you write; close it to stop."
echo
"$found" tasks.py preview "$@" || {
    echo
    echo "The guide has stopped. The lines above say why. Nothing that was saved is lost."
    stop
}
