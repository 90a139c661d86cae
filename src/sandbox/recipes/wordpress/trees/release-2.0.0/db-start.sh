#!/bin/sh
# Makes the database where there is none yet, and serves it. The account is set at every start, so that a new secret holds.
set -eu
umask 077

data=/var/lib/mysql/data
if [ ! -e "$data" ]; then
    rm -rf "$data.new"
    mariadb-install-db --no-defaults --basedir=/usr --datadir="$data.new" --auth-root-authentication-method=normal \
        --skip-name-resolve --skip-test-db >/tmp/install.log 2>&1 || { cat /tmp/install.log; exit 1; }
    mv "$data.new" "$data"
fi

password=$(cat /run/secrets/db_password)
cat >/tmp/account.sql <<SQL
CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4;
CREATE USER IF NOT EXISTS 'wordpress'@'%' IDENTIFIED BY '$password';
ALTER USER 'wordpress'@'%' IDENTIFIED BY '$password';
GRANT ALL ON wordpress.* TO 'wordpress'@'%';
SQL
unset password
exec mariadbd --no-defaults --datadir="$data" --socket=/tmp/mysqld.sock --pid-file=/tmp/mysqld.pid \
    --skip-name-resolve --init-file=/tmp/account.sql --innodb-buffer-pool-size=64M --performance-schema=OFF
