export SERVE_VERSION=v1
export WHERE="data"
