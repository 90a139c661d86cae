#!/bin/sh
# Lays the folders of the volume out, and serves the site.
set -eu

content=/var/www/wp-content
mkdir -p "$content/uploads" "$content/plugins" "$content/themes"
for kind in plugins themes; do
    for each in /usr/share/wordpress/wp-content/"$kind"/*; do
        link=$content/$kind/${each##*/}
        # Another task of the site may do the same at this moment.
        [ -e "$link" ] || ln -sfn "$each" "$link" || [ -e "$link" ]
    done
done
if [ "${1:-}" = setup ]; then
    exec php8.2 /setup.php
fi
echo "web: serving on port 8080"
exec lighttpd -D -f /etc/lighttpd/lighttpd.conf
