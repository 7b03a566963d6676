# Sourced by the launchers in bin: finds a Java and runs a program of DMail on it. POSIX sh.
# Expects $home, the folder that holds bin and lib.
#
# What an administrator may set:
#   DMAIL_JAVA       the java command to use, such as /opt/jdk-25/bin/java
#   DMAIL_JAVA_OPTS  more options for it, separated by blanks
# shellcheck shell=sh

wanted=25
# Options of a tool's, and whether it is a server; never of an environment that happens to have such
# names.
quick=
clean=

# Sets file to what a chain of symbolic links ends at.
follow() {
    file=$1
    while [ -L "$file" ]; do
        target=$(readlink "$file")
        case $target in
            /*) file=$target ;;
            *) file=${file%/*}/$target ;;
        esac
    done
}

# Sets feature to the 25 of a Java 25.0.3, and arch to what it runs on, by the release file beside it:
# reading that here starts no other program. A command without one, such as a wrapper script, is asked.
find_feature() {
    feature=
    arch=
    follow "$1"
    release=${file%/*}/../release
    if [ -r "$release" ]; then
        while IFS= read -r line; do
            case $line in
                'JAVA_VERSION="'*)
                    line=${line#*'"'}
                    feature=${line%%[!0-9]*}
                    ;;
                'OS_ARCH="'*)
                    line=${line#*'"'}
                    arch=${line%'"'}
                    ;;
            esac
        done <"$release"
    else
        feature=$("$1" -version 2>&1 </dev/null |
            sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
    fi
}

is_wanted() {
    [ -f "$1" ] && [ -x "$1" ] || return 1
    find_feature "$1"
    case $feature in
        '' | *[!0-9]*) return 1 ;;
    esac
    [ "$feature" -ge "$wanted" ]
}

find_java() {
    if [ -n "${DMAIL_JAVA:-}" ]; then
        java=$DMAIL_JAVA
        is_wanted "$java" && return
        echo "$program: DMAIL_JAVA is $java, which is no java command of version $wanted or later" >&2
        exit 78
    fi
    # A package may bring a Java of its own.
    for java in "$home/runtime/bin/java" "${JAVA_HOME:-/none}/bin/java" "$(command -v java)" \
        "${JAVA25_HOME:-/none}/bin/java" /usr/lib/jvm/*/bin/java /usr/java/*/bin/java /opt/*/bin/java /opt/java/*/bin/java; do
        is_wanted "$java" && return
    done
    cat >&2 <<END
$program: no Java $wanted is found: not by JAVA_HOME, not in PATH, not below /usr/lib/jvm, /usr/java or /opt.
Install a JDK $wanted, or name its java command: DMAIL_JAVA=/path/to/jdk-$wanted/bin/java
END
    exit 78
}

# Names of files and users may have any letters, and Java knows them by the locale, which is C for
# cron, at boot and in containers. So one that is not UTF-8, or was named and never made, gives way to
# C.UTF-8, which every C library of today has.
use_utf8() {
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
        *[Uu][Tt][Ff]-8* | *[Uu][Tt][Ff]8*)
            [ "$(locale charmap 2>/dev/null)" != UTF-8 ] || return 0
            ;;
    esac
    LC_ALL=C.UTF-8
    export LC_ALL
}

# become COMMAND...: goes on as a command with only those variables that a server is to know. What
# root, or whoever started it, had besides is none of its business, nor of its helpers'.
become() {
    set -- "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" "$@"
    for name in HOME USER LOGNAME SHELL LANG LC_ALL LC_CTYPE TZ JAVA_HOME DMAIL_JAVA DMAIL_JAVA_OPTS \
        DMAIL_MAKE_CACHE MALLOC_ARENA_MAX NOTIFY_SOCKET INVOCATION_ID JOURNAL_STREAM; do
        eval "value=\${$name:-}"
        [ -z "$value" ] || set -- "$name=$value" "$@"
    done
    exec env -i "$@"
}

# run CACHE OPTIONS... -m MODULE/CLASS ARGUMENTS...: becomes the program. DMAIL_JAVA_OPTS come last of
# the options, so that the administrator's word counts. With clean set, as become does it.
run() {
    cache=$home/lib/$1.aot
    shift
    program=${0##*/}
    find_java
    # They are meant for other programs; one of them could make a small tool claim gigabytes.
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
    # Only one collector may be named.
    case ${DMAIL_JAVA_OPTS:-} in
        *-XX:+Use*GC*) ;;
        *) set -- -XX:+UseSerialGC "$@" ;;
    esac
    # The cache makes for a quick start. The Java leaves one aside that is missing, or was made of
    # other jars or by another Java; -Xlog has it do so without a word. With some other options it
    # refuses to start instead. quicken.sh names a cache that is to be made.
    if [ -n "${DMAIL_MAKE_CACHE:-}" ]; then
        # What the Java learned of the program in so short a life would mislead its compiler later,
        # and takes memory.
        set -- -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions \
            -XX:-AOTRecordTraining -XX:AOTCacheOutput="$DMAIL_MAKE_CACHE" "$@"
    elif [ -z "${DMAIL_JAVA_OPTS:-}" ]; then
        # shellcheck disable=SC2086 # several words
        set -- $quick -XX:AOTCache="$cache" "$@"
    fi
    case $arch in
        x86_64 | amd64) arch=x86-64 ;;
        '') arch=$(uname -m | tr _ -) ;;
    esac
    native=$home/lib/native/com/sun/jna/linux-$arch
    [ ! -d "$native" ] || set -- -Djna.boot.library.path="$native" -Djna.nounpack=true "$@"
    # Without a word on folders JNA starts ldconfig to hear of them; the system finds its libraries.
    set -- -Djna.platform.library.path= "$@"
    use_utf8
    set -- "$java" -XX:-UsePerfData -Xlog:aot=off -Xlog:cds=off \
        --enable-native-access=com.sun.jna -Ddmail.home="$home" -Ddmail.program="$program" \
        --module-path "$home/lib" "$@"
    [ -n "$clean" ] || exec "$@"
    # A helper such as nwauth finds the same Java.
    DMAIL_JAVA=$java
    become "$@"
}

# Sets memory to the megabytes that this host has, or this control group where that may have less.
find_memory() {
    memory=1024
    while read -r field amount _; do
        case $field in MemTotal:) memory=$((amount / 1024)) && break ;; esac
    done </proc/meminfo
    group=
    while IFS=: read -r _ kinds place; do
        case ,$kinds, in ,, | *,memory,*) group=$place ;; esac
    done </proc/self/cgroup
    # Version 2 of control groups, version 1, and the two as they look from inside a container.
    while :; do
        for limit in "/sys/fs/cgroup${group%/}/memory.max" \
            "/sys/fs/cgroup/memory${group%/}/memory.limit_in_bytes"; do
            octets=
            [ ! -r "$limit" ] || read -r octets <"$limit"
            case $octets in '' | *[!0-9]*) continue ;; esac
            [ $((octets / 1048576)) -ge "$memory" ] || memory=$((octets / 1048576))
        done
        case $group in */*) group=${group%/*} ;; *) break ;; esac
    done
} 2>/dev/null

# Sets heap to the megabytes that smtp_memory or pop_memory of dmail.conf says, whose number alone
# means megabytes. Without one it is a tenth of the memory, which leaves a small host room for both
# servers and the rest.
find_heap() {
    case $1 in
        dpop) setting='[Pp][Oo][Pp]' ;;
        *) setting='[Ss][Mm][Tt][Pp]' ;;
    esac
    shift
    find_memory
    heap=$(sed -n "s/^[[:blank:]]*${setting}_[Mm][Ee][Mm][Oo][Rr][Yy][[:blank:]]\{1,\}\"\{0,1\}\([0-9]\{1,\}[kKmMgG]\{0,1\}\)\"\{0,1\}[[:blank:]]*\$/\1/p" \
        "$(configuration "$@")" 2>/dev/null | tail -n 1)
    case $heap in
        '')
            heap=$((memory / 10))
            [ "$heap" -ge 96 ] || heap=96
            [ "$heap" -le 4096 ] || heap=4096
            ;;
        *[kK]) heap=$((${heap%?} / 1024)) ;;
        *[gG]) heap=$((${heap%?} * 1024)) ;;
        *) heap=${heap%[mM]} ;;
    esac
    # More than there is would have the system end the server; with less than 32 MB none starts.
    [ "$heap" -le "$memory" ] || heap=$memory
    [ "$heap" -ge 32 ] || heap=32
    # The part for new things, of which nearly all are gone soon.
    new=$((heap / 3))
    [ "$new" -ge 16 ] || new=16
    [ "$new" -le 64 ] || new=64
}

# What the heap may become. POP3 sessions idle by the thousand: dpop gives back what it doesn't use.
# A busy dsmtp makes much garbage: at its first full collection, which SpareHeap orders when it is at
# work, the part for new things becomes as large as it may.
heap_of() {
    case $1 in
        dpop)
            echo -Xms16m -Xmx"$heap"m -XX:NewSize=8m -XX:MaxNewSize=8m -XX:SurvivorRatio=2 \
                -XX:MinHeapFreeRatio=5 -XX:MaxHeapFreeRatio=10 -XX:+UseCompactObjectHeaders \
                -XX:TrimNativeHeapInterval=2000
            ;;
        *)
            echo -Xms24m -Xmx"$heap"m -XX:NewSize=16m -XX:MaxNewSize="$new"m -XX:NewRatio=1 \
                -XX:MinHeapFreeRatio=80 -XX:MaxHeapFreeRatio=85 -XX:+UseCompactObjectHeaders \
                -XX:TrimNativeHeapInterval=2000
            ;;
    esac
}

# The file behind -i.
configuration() {
    file=/etc/dmail.conf
    while [ $# -gt 0 ]; do
        case $1 in
            -i) file=${2:-} ;;
            -i*) file=${1#-i} ;;
        esac
        shift
    done
    echo "$file"
}

# Starts this program again as the user whom run_as of dmail.conf names, if root has started it: with
# the right to ports below 1024 and no other. No line of Java is run as root, so that no thread can
# be forgotten. The server itself refuses to go on as root where a run_as was not seen here, such as
# in an included file.
leave_root() {
    [ "$(id -u)" = 0 ] || return 0
    user=$(sed -n 's/^[[:blank:]]*[Rr][Uu][Nn]_[Aa][Ss][[:blank:]]\{1,\}"\{0,1\}\([A-Za-z0-9_.-]*\).*/\1/p' \
        "$(configuration "$@")" 2>/dev/null | tail -n 1)
    case $user in '' | root) return 0 ;; esac
    group=$(id -g "$user" 2>/dev/null) || {
        echo "$(basename "$0"): dmail.conf has run_as $user, and there is no such user" >&2
        exit 78
    }
    program=${0##*/}
    # Root's PATH may lead to one that is found nowhere else.
    find_java
    DMAIL_JAVA=$java
    HOME=$(sed -n "s/^$user:[^:]*:[^:]*:[^:]*:[^:]*:\([^:]*\):.*/\1/p" /etc/passwd)
    USER=$user
    LOGNAME=$user
    SHELL=/bin/sh
    become setpriv --reuid="$user" --regid="$group" --init-groups --no-new-privs \
        --inh-caps=-all,+net_bind_service --ambient-caps=-all,+net_bind_service \
        --bounding-set=-all,+net_bind_service -- "$0" "$@"
}

# run_server NAME MODULE/CLASS ARGUMENTS...: a heap that fits the host. What a server writes is other
# people's mail; drop files get their modes from the server whatever the umask.
run_server() {
    umask 077
    name=$1
    main=$2
    shift 2
    leave_root "$@"
    find_heap "$name" "$@"
    clean=yes
    # The C library would keep a pool of memory for each of many threads.
    MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
    export MALLOC_ARENA_MAX
    # The Java's tables of strings and symbols are for larger programs; and what it calls by
    # reflection here is called a few times.
    # shellcheck disable=SC2046,SC2086 # several words
    run "$name" $(heap_of "$name") -Xss512k -XX:StringTableSize=2048 \
        -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockExperimentalVMOptions -XX:SymbolTableSize=1024 \
        -Djdk.reflect.useNativeAccessorOnly=true ${DMAIL_JAVA_OPTS:-} \
        -m "$main" "$@"
}

# run_tool NAME MODULE/CLASS ARGUMENTS...: quick to start. What runs for a moment is done sooner when
# the Java compiles only what is really often called, and when its cache is mapped where it was made
# for: moving it means to change each of its pages. With the servers it is moved at each start, so that
# an attacker can't know where anything lies.
run_tool() {
    name=$1
    shift
    quick='-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0'
    # shellcheck disable=SC2086 # several words
    run "$name" -Xmx64m -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=2 \
        ${DMAIL_JAVA_OPTS:-} -m "$@"
}
