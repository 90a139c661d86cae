# A config on the swarm cannot be changed: raise its version with its file.
export SERVE_VERSION=v1

migrate() {
    echo "there is nothing to migrate to" >&2
    return 1
}
