#!/bin/sh
# Lays the default pages into the volume and serves it. The shell stays as process 1 and passes TERM
# on: without a handler the container would only end after the grace period. It ends with the status
# 143 then, so that swarm counts a container that it ended for being unhealthy as failed.
set -eu

PORT=80

cp /usr/share/web/*.html /srv/www/
echo "web: serving /srv/www on port $PORT"
httpd -f -p "$PORT" -h /srv/www -c /etc/httpd.conf &
server=$!
trap 'kill "$server"' TERM INT
wait "$server"
