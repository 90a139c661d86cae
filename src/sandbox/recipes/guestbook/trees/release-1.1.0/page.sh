#!/bin/sh
# The page, made anew for every visitor. What guests have written is escaped by the database.
set -u

PATH=$(echo /usr/lib/postgresql/*/bin):$PATH
PGPASSWORD=$(cat /run/secrets/db_password)
export PATH PGPASSWORD PGHOST=db PGUSER=postgres PGDATABASE=postgres PGCONNECT_TIMEOUT=3

if ! entries=$(psql --quiet --no-psqlrc --tuples-only --no-align --set ON_ERROR_STOP=1 <<'SQL'
SELECT '<dt>' || replace(replace(guest, '&', '&amp;'), '<', '&lt;') || ', ' || written::date || '</dt><dd>' || replace(replace(words, '&', '&amp;'), '<', '&lt;') || '</dd>'
FROM entry ORDER BY id LIMIT 100;
SQL
); then
    printf 'Status: 503 Service Unavailable\r\nContent-Type: text/plain\r\n\r\nThe database does not answer.\n'
    exit 0
fi
printf 'Content-Type: text/html; charset=utf-8\r\n\r\n'
cat <<HTML
<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Guestbook</title>
  </head>
  <body>
    <h1>Guestbook</h1>
    <dl>
$entries
    </dl>
  </body>
</html>
HTML
