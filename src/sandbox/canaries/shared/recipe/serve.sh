#!/bin/sh
# Keeps a note in the volume and shows it. The shell stays as process 1 and passes TERM on.
set -eu

[ -e /data/note ] || echo "nothing noted yet" >/data/note
mkdir -p /srv/www/cgi-bin
cat >/srv/www/index.html <<'PAGE'
<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>A note</title></head>
  <body><p>There is a note.</p></body>
</html>
PAGE
cat >/srv/www/cgi-bin/note <<'SCRIPT'
#!/bin/sh
printf 'Content-Type: text/plain\r\n\r\n'
cat /data/note
SCRIPT
chmod +x /srv/www/cgi-bin/note
echo "web: serving"
httpd -f -p 80 -h /srv/www &
server=$!
trap 'kill "$server"' TERM INT
wait "$server"
