#!/bin/sh
# The hooks of the backup: a dump in the volume, and the way back.
set -eu
umask 077

PATH=$(echo /usr/lib/postgresql/*/bin):$PATH
PGPASSWORD=$(cat /run/secrets/db_password)
export PATH PGPASSWORD PGHOST=/tmp PGDATABASE=postgres
dump=/var/lib/postgresql/data/backup.sql

case ${1:-} in
    backup)
        pg_dump --clean --if-exists --no-owner --file "$dump.new"
        mv "$dump.new" "$dump"
        ;;
    restore)
        psql --quiet --no-psqlrc --single-transaction --set ON_ERROR_STOP=1 --file "$dump"
        ;;
    *)
        echo "usage: pg_backup.sh backup|restore" >&2
        exit 2
        ;;
esac
