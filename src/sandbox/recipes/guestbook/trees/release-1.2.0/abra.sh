# A config on the swarm cannot be changed: raise its version with its file.
export DB_START_VERSION=v1
export PG_BACKUP_VERSION=v1
export SCHEMA_VERSION=v2
export WEB_START_VERSION=v1
export PAGE_VERSION=v3
