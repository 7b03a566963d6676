#!/bin/sh
# halt.sh tellsmtp|tellpop: has the server stop that this program controls, and returns when its
# process is gone, so that what comes next finds its ports, its files and its lock free. Nothing to
# stop is fine.
tell=$1
patience=120 # seconds, as long as the unit gives it

pid=$("$tell" status 2>/dev/null | sed -n 's/^pid: //p')
[ -n "$pid" ] || exit 0
"$tell" shutdown >/dev/null || kill "$pid"

# A process that ended but was not waited for is only an entry in a table.
is_gone() {
    ! kill -0 "$pid" 2>/dev/null || grep -qs '^State:[[:blank:]]*Z' "/proc/$pid/status"
}

tries=0
until is_gone; do
    tries=$((tries + 1))
    if [ $tries -gt $((patience * 5)) ]; then
        echo "halt.sh: process $pid does not end within $patience s" >&2
        exit 1
    fi
    sleep 0.2
done
