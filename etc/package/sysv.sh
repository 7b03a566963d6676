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
# Only root writes in this folder: root opens the file, and a link in a folder of the servers' user
# would lead it anywhere.
output=/run/@SERVER@.out

[ -x "/usr/sbin/$server" ] || exit 0

is_up() {
    "$tell" version >/dev/null 2>&1
}

check() {
    if [ ! -e "$conf" ]; then
        echo "$server: not started: there is no $conf yet, dmail-setup(8) makes one"
        exit 0
    fi
    "$server" --check || exit 6
}

# A server that works off what it had accepted before may need some time until it serves.
start() {
    (cd / && exec setsid "$server" </dev/null >"$output" 2>&1) &
    tries=0
    until is_up; do
        tries=$((tries + 1))
        if [ $tries -gt 120 ] || ! kill -0 $! 2>/dev/null; then
            echo "$server: does not start; its last words:" >&2
            tail -n 5 "$output" >&2
            exit 1
        fi
        sleep 0.5
    done
}

stop() {
    sh /usr/lib/dmail/lib/halt.sh "$tell" || exit 1
}

case ${1:-} in
    start)
        is_up && exit 0
        check
        start
        ;;
    stop) stop ;;
    # What can't be started again is not stopped.
    restart)
        check
        stop
        start
        ;;
    try-restart | condrestart)
        is_up || exit 0
        check
        stop
        start
        ;;
    reload | force-reload) "$tell" reload ;;
    status)
        "$tell" status 2>/dev/null && exit 0
        echo "$server: not running"
        exit 3
        ;;
    *)
        echo "usage: $0 start|stop|restart|try-restart|reload|force-reload|status" >&2
        exit 2
        ;;
esac
