#!/bin/sh
# The hooks of the backup: a dump in the volume, and the way back.
set -eu
umask 077

dump=/var/lib/mysql/backup.sql

case ${1:-} in
    backup)
        mariadb-dump --no-defaults --socket=/tmp/mysqld.sock --user=root --single-transaction \
            --result-file="$dump.new" wordpress
        mv "$dump.new" "$dump"
        ;;
    restore)
        mariadb --no-defaults --socket=/tmp/mysqld.sock --user=root wordpress <"$dump"
        ;;
    *)
        echo "usage: db-backup.sh backup|restore" >&2
        exit 2
        ;;
esac
