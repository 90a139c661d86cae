#!/bin/sh
# Lays the default page into the volume and serves it. The shell stays as process 1, which has to
# pass TERM on: without a handler the kernel does not deliver it and the container is only killed
# after the grace period.
set -eu

PORT=80

cp /usr/share/web/*.html /srv/www/
echo "web: serving /srv/www on port $PORT"
httpd -f -p "$PORT" -h /srv/www -c /etc/httpd.conf &
server=$!
trap 'kill "$server"' TERM INT
wait "$server" || true
