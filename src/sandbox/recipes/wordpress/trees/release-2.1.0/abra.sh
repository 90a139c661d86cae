# A config on the swarm cannot be changed: raise its version with its file.
export DB_BACKUP_VERSION=v1
export DB_START_VERSION=v1
export HEALTH_VERSION=v1
export LIGHTTPD_CONF_VERSION=v1
export PHP_INI_VERSION=v1
export SETUP_VERSION=v1
export WEB_START_VERSION=v2
export WP_CONFIG_VERSION=v1
