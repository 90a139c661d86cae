# A config on the swarm cannot be changed: raise its version with its file.
export START_VERSION=v1
export SQLITE_BACKUP_VERSION=v1
