# A config on the swarm cannot be changed: raise its version with its file.
export MUMBLE_INI_VERSION=v2
export START_VERSION=v1
export BACKUP_VERSION=v1
