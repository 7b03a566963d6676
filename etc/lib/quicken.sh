#!/bin/sh
# Makes the servers start in half the time: runs each once, on a folder of its own, and has the Java
# keep what it loaded in lib/*.aot. To be repeated after another JDK was installed or this tree was
# moved; without that the programs work as well, and start as if there were no such files. Where the
# Java takes the files that are there, nothing is done.
home=$(CDPATH='' cd -P "$(dirname "$0")/.." && pwd) || exit 71
folder=$(mktemp -d) || exit 73
trap 'rm -rf "$folder"' EXIT

fail() {
    echo "quicken.sh: $1; the programs work without" >&2
    cat "$folder"/*.log >&2
    exit 0
}

# quicken SERVER TOOL
quicken() {
    log=$folder/$1.log
    : >"$log"
    DMAIL_MAKE_CACHE=$folder/$1.aot "$home/bin/$1" -i "$folder/dmail.conf" >"$log" 2>&1 &
    server=$!
    tries=0
    until grep -q ']: - ready ' "$log"; do
        tries=$((tries + 1))
        if [ $tries -gt 600 ] || ! kill -0 $server 2>/dev/null; then
            kill $server 2>/dev/null
            fail "$1 did not start"
        fi
        sleep 0.1
    done
    if [ "$1" = dsmtp ]; then
        printf 'Subject: quick\n\nmail\n' |
            DMAIL_MAKE_CACHE=$folder/sendmail.aot "$home/bin/sendmail" -C "$folder/dmail.conf" -t -i \
                quicken >"$folder/sendmail.log" 2>&1
    fi
    DMAIL_MAKE_CACHE=$folder/tell.aot "$home/bin/$2" -i "$folder/dmail.conf" status >"$folder/$2.log" 2>&1
    kill $server
    wait $server
}

# taken PROGRAM CACHE: whether the Java takes that cache as it is; if not, it ends with an error here.
taken() {
    [ -s "$home/lib/$2.aot" ] &&
        DMAIL_JAVA_OPTS="-XX:AOTMode=on -XX:AOTCache=$home/lib/$2.aot" "$home/bin/$1" --version \
            >"$folder/taken.log" 2>&1
}

taken dsmtp dsmtp && taken dpop dpop && taken tellsmtp tell && taken sendmail sendmail && exit 0

umask 077
mkdir "$folder/mail" "$folder/work"
printf 'quicken:{PLAIN}x\n' >"$folder/users"
cat >"$folder/dmail.conf" <<END
host_domain quicken.test
sysadmin quicken@quicken.test
drop_path mail
work_path work
users_file users
listen smtp on 127.0.0.1:0
listen smtp protocol smtp
listen pop on 127.0.0.1:0
listen pop protocol pop
END

rm -f "$home"/lib/*.aot
# The Java tells by a jar's time and size whether a cache is of that jar; a build from the same
# sources gives all jars one time.
touch "$home"/lib/*.jar
quicken dsmtp tellsmtp
quicken dpop tellpop
for made in "$folder"/*.aot; do
    [ -s "$made" ] || fail "no cache was made"
    cp "$made" "$home/lib/" && chmod 644 "$home/lib/$(basename "$made")"
done
