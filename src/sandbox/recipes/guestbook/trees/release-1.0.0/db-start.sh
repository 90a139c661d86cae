#!/bin/sh
# Makes the database where there is none yet, brings its tables up to date, serves it. The server only listens on
# the network when the tables are as the page expects them.
set -eu
umask 077

PATH=$(echo /usr/lib/postgresql/*/bin):$PATH
export PATH PGDATA=/var/lib/postgresql/data/pg

rm -f /tmp/ready
if [ ! -e "$PGDATA/PG_VERSION" ]; then
    initdb --auth=scram-sha-256 --pwfile=/run/secrets/db_password --encoding=UTF8 --no-sync >/tmp/initdb.log 2>&1 ||
        { cat /tmp/initdb.log; exit 1; }
    echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
fi

PGPASSWORD=$(cat /run/secrets/db_password)
export PGPASSWORD
settings="-c unix_socket_directories=/tmp -c jit=off"
pg_ctl start --wait --silent --options "$settings -c listen_addresses=''"
psql --host /tmp --quiet --no-psqlrc --set ON_ERROR_STOP=1 --file /schema.sql postgres
pg_ctl stop --wait --silent --mode fast

echo "db: the tables are up to date"
unset PGPASSWORD
touch /tmp/ready
# shellcheck disable=SC2086 # the settings are words on purpose
exec postgres $settings -c listen_addresses='*'
