# A config on the swarm cannot be changed: raise its version with its file.
export LIGHTTPD_CONF_VERSION=v1
export LOCAL_CONF_VERSION=v1
export PHP_INI_VERSION=v1
export START_VERSION=v1
