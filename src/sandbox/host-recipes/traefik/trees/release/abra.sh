# A config on the swarm cannot be changed: raise its version with its file.
export TRAEFIK_YML_VERSION=v1
export FILE_PROVIDER_YML_VERSION=v1
