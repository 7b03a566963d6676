# A machine of its own for the wizard, in namespaces: a name, an address, DNS, empty folders.
# Arguments: a scratch folder, the tree to be installed. Ends as a shell that takes commands.
set -e
scratch=$1
tree=$2
hostname mail.example.com
mkdir "$scratch/lib" "$scratch/spool" "$scratch/mail" "$scratch/log"
mount -t tmpfs none /mnt
mkdir /mnt/etc /mnt/dmail /mnt/bin
cp -a /etc/. /mnt/etc/
mount --bind /mnt/etc /etc
mount --bind "$scratch/lib" /var/lib
mount --bind "$scratch/spool" /var/spool
mount --bind "$scratch/mail" /var/mail
mount --bind "$scratch/log" /var/log
mount --bind "$tree" /mnt/dmail
ln -s /mnt/dmail/bin/* /mnt/bin/
rm -f /etc/mailname /etc/dmail.conf /etc/resolv.conf /etc/hosts /etc/localtime
sed -i '/^dmail:/d' /etc/passwd /etc/group /etc/shadow /etc/gshadow
printf '127.0.0.1 localhost\n192.0.2.25 mail.example.com mail\n' >/etc/hosts
echo 'nameserver 127.0.0.1' >/etc/resolv.conf
ln -s /usr/share/zoneinfo/Etc/UTC /etc/localtime
unset TZ
ip link set lo up
ip addr add 192.0.2.25/24 dev lo
python3 "$(dirname "$0")/names.py" &
export PATH=/mnt/bin:$PATH PS1='# ' LANG=C.UTF-8
unset ENV HISTFILE
exec sh
