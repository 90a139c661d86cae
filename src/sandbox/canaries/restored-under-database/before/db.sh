#!/bin/sh
# A database with one row.
set -eu

PATH=$(echo /usr/lib/postgresql/*/bin):$PATH
export PATH PGDATA=/var/lib/postgresql/data/pg
if [ ! -e "$PGDATA/PG_VERSION" ]; then
    initdb --auth=trust --encoding=UTF8 --no-sync >/dev/null
    pg_ctl start --wait --silent --options "-c unix_socket_directories=/tmp -c listen_addresses=''"
    psql -h /tmp -qX -v ON_ERROR_STOP=1 postgres <<'SQL'
CREATE TABLE note (words text);
INSERT INTO note VALUES ('nothing noted yet');
SQL
    pg_ctl stop --wait --silent --mode fast
fi
touch /tmp/ready
exec postgres -c unix_socket_directories=/tmp -c listen_addresses=''
