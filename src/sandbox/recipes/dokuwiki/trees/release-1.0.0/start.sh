#!/bin/sh
# Lays the volume out, sets the administrator's password, and serves the wiki.
set -eu
umask 077

wiki=/srv/wiki
for each in attic cache index locks log media media_attic media_meta meta pages tmp; do
    mkdir -p "$wiki/data/$each"
done

hash=$(php8.2 -r 'echo password_hash(trim(file_get_contents("/run/secrets/admin_pass")), PASSWORD_BCRYPT);')
users=$wiki/users.auth.php
[ -e "$users" ] || echo '# <?php exit()?>' >"$users"
grep -v '^admin:' "$users" >"$users.new"
echo "admin:$hash:Administrator:admin@example.com:admin,user" >>"$users.new"
mv "$users.new" "$users"
[ -e "$wiki/acl.auth.php" ] || printf '# <?php exit()?>\n*\t@ALL\t8\n' >"$wiki/acl.auth.php"

exec lighttpd -D -f /etc/lighttpd/lighttpd.conf
