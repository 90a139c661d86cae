# A config on the swarm cannot be changed: raise its version with its file.
export ENTRYPOINT_VERSION=v1
