# A config on the swarm cannot be changed: raise its version with its file.
export RADICALE_CONF_VERSION=v2
export RIGHTS_VERSION=v1
export USERS_VERSION=v1
