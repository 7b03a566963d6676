# sh private-namespace.sh PROGRAM...: becomes the program, which finds folders of its own at the paths
# that were compiled into it. Run in a mount name space of its own (unshare -m), so that nobody else
# sees any of this.
set -e
unpacked="${unpacked}"
if [ -n "$unpacked" ]; then
    mount -t overlay none -o "lowerdir=$unpacked/usr:/usr" /usr
fi
for file in passwd group; do
    mount --bind "${folder}/etc/$file" "/etc/$file"
done
for name in spool lib log; do
    mount --bind "${folder}/var/$name" "/var/$name"
done
mount --bind "${folder}/mail" /var/mail
mount --bind "${folder}/run" /run
# Not everybody may write there on every machine.
[ -k /tmp ] || mount --bind "${folder}/tmp" /tmp
exec "$@"
