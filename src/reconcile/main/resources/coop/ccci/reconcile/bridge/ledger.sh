# Starts the ledger's PostgreSQL, in an image of Debian's layout and as its user postgres, on a folder that is filled where it
# is empty. The two accounts have the passwords of now, whatever they had before: the bridge's, and one that may only read.
#
# usage: ledger.sh <folder> <folder of the passwords: owner, reader>
set -eu
umask 077
folder=$1
secrets=$2
data=$folder/data
fail() {
    echo "ledger: $*" >&2
    exit 1
}
# A server that is just being stopped has the folder still, and those of two containers do not see each other's processes.
# (busybox has no flock.)
if command -v flock >/dev/null; then
    exec 9>>"$folder/lock"
    flock -w 90 9 || fail "another server has had $folder for 90 s"
fi
if [ -s "$data/PG_VERSION" ]; then
    version=$(cat "$data/PG_VERSION")
    bin=/usr/lib/postgresql/$version/bin
    [ -x "$bin/postgres" ] || fail "it is of PostgreSQL $version, which this image has not: docs/runbook.md says how it is moved"
    [ -O "$data" ] || fail "its files are of another account than this image's postgres: docs/runbook.md says how it is moved"
else
    [ ! -e "$data" ] || fail "$data is there and is no ledger: put it away"
    bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    rm -rf "$data.new"
    "$bin/initdb" -D "$data.new" -U postgres -A reject -E UTF8 --locale=C.UTF-8
    mv "$data.new" "$data"
fi
quoted() { sed "s/'/''/g" "$secrets/$1"; }
# One statement a line; what is refused is logged without its text, which has a password in it.
"$bin/postgres" --single -D "$data" -c log_min_error_statement=panic postgres >/dev/null <<SQL
do \$\$ begin if not exists (select from pg_roles where rolname = 'ccci') then create role ccci login; end if; end \$\$
do \$\$ begin if not exists (select from pg_roles where rolname = 'ccci_reader') then create role ccci_reader login; end if; end \$\$
alter role ccci password '$(quoted owner)'
alter role ccci_reader password '$(quoted reader)'
alter role ccci_reader set default_transaction_read_only = on
grant create, usage on schema public to ccci
grant usage on schema public to ccci_reader
grant select on all tables in schema public to ccci_reader
alter default privileges for role ccci in schema public grant select on tables to ccci_reader
SQL
echo 'host all ccci,ccci_reader all scram-sha-256' >"$folder/hba.conf"
exec "$bin/postgres" -D "$data" -c listen_addresses='*' -c unix_socket_directories= -c hba_file="$folder/hba.conf"
