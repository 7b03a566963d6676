#!/bin/sh
### BEGIN INIT INFO
# Provides:          @SERVER@@FACILITY@
# Required-Start:    $local_fs $remote_fs $network $named
# Required-Stop:     $local_fs $remote_fs $network
# Should-Start:      $syslog $time
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: DMail @WHAT@ server
# Description:       @SERVER@(8) as run_as of /etc/dmail.conf wants it: root starts it, and it
#                    keeps nothing of root's rights but the low ports.
### END INIT INFO

# Where there are such, they hand over to systemd if that is what runs.
# shellcheck source=/dev/null
[ ! -r /lib/lsb/init-functions ] || . /lib/lsb/init-functions

PATH=/usr/sbin:/usr/bin:/sbin:/bin
server=@SERVER@
tell=@TELL@
conf=/etc/dmail.conf
output=/var/log/dmail/start.out

[ -x "/usr/sbin/$server" ] || exit 0

is_up() {
    "$tell" version >/dev/null 2>&1
}

# await CONDITION...: for as long as a start or an end may take.
await() {
    tries=0
    until "$@"; do
        tries=$((tries + 1))
        [ $tries -le 120 ] || return 1
        sleep 0.5
    done
}

is_down() {
    ! is_up
}

start() {
    if [ ! -e "$conf" ]; then
        echo "$server: not started: there is no $conf yet, dmsetup(8) makes one"
        exit 0
    fi
    is_up && return 0
    "$server" --check || exit 6
    mkdir -p "$(dirname "$output")"
    cd / && setsid "$server" </dev/null >>"$output" 2>&1 &
    if ! await is_up; then
        echo "$server: does not start; its last words:" >&2
        tail -n 5 "$output" >&2
        exit 1
    fi
}

stop() {
    is_up || return 0
    "$tell" shutdown >/dev/null
    await is_down || exit 1
}

case ${1:-} in
    start) start ;;
    stop) stop ;;
    restart)
        stop
        start
        ;;
    try-restart | condrestart)
        is_down || { stop && start; }
        ;;
    reload | force-reload) "$tell" reload ;;
    status)
        is_up && exec "$tell" status
        echo "$server: not running"
        exit 3
        ;;
    *)
        echo "usage: $0 start|stop|restart|try-restart|reload|force-reload|status" >&2
        exit 2
        ;;
esac
