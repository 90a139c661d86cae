# A config on the swarm cannot be changed: raise its version with its file.
export APP_INI_VERSION=v2
export SQLITE_BACKUP_VERSION=v1

# abra app command <app-domain> app create_admin <name> <e-mail>: an administrator, whose password is told once.
create_admin() {
    gitea --config /etc/gitea/app.ini admin user create --admin --username "$1" --email "$2" --random-password
}
