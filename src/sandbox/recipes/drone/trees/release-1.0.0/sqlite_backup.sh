#!/bin/sh
# The hooks of the backup: a copy of the database that is whole, and the way back.
set -eu
umask 077

database=/data/drone.sqlite
copy=/data/backup.sqlite

case ${1:-} in
    backup)
        rm -f "$copy.new"
        sqlite3 -bail -cmd '.timeout 20000' "$database" ".backup $copy.new"
        mv "$copy.new" "$copy"
        ;;
    restore)
        sqlite3 -bail -cmd '.timeout 20000' "$database" ".restore $copy"
        ;;
    *)
        echo "usage: sqlite_backup.sh backup|restore" >&2
        exit 2
        ;;
esac
