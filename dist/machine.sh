# Sourced by what try-package does on the machine that it has made: switches that on, and looks at the
# servers there. Expects root, the folder with its files.
# shellcheck shell=bash disable=SC2154

say() {
    printf '\n== %s\n' "$1"
}

fail() {
    echo "try-package: $1" >&2
    tail -n 20 "$root"/var/log/dmail/*.log "$root"/run/*.out >&2 2>/dev/null || true
    exit 1
}

there() {
    chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive "$@"
}

hostname mail
ip link set lo up
# A disk of its own, as on a machine; its mounts must not be seen outside.
mount --make-rprivate /
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 dev "$root/dev"
for device in null zero random urandom; do
    touch "$root/dev/$device" && mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"

pid_of() {
    pgrep -f "dmail.$1/dmail.$1.Main" || true
}

both_run() {
    if [ -z "$(pid_of smtp)" ] || [ -z "$(pid_of pop)" ]; then fail "$1"; fi
}

# Each thread is the user's: by all four numbers, and with the right to low ports alone.
check_threads() {
    local user=$1 pid status
    for pid in $(pid_of smtp) $(pid_of pop); do
        for status in "/proc/$pid/task"/*/status; do
            awk -v user="$user" '
                $1 == "Uid:" { for (i = 2; i <= 5; i++) bad += $i != user }
                $1 == "Gid:" { for (i = 2; i <= 5; i++) bad += $i == 0 }
                $1 == "CapEff:" { bad += $2 != "0000000000000400" }
                END { exit bad > 0 }' "$status" || fail "a thread has other rights: $(cat "$status")"
        done
    done
}
