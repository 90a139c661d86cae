#!/bin/sh
# Serves the page. The shell stays as process 1 and passes TERM on.
set -eu

echo "web: serving on port 8080"
busybox httpd -f -p 8080 -h /srv/www &
server=$!
trap 'kill "$server"' TERM INT
wait "$server"
