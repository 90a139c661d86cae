export SERVE_VERSION=v1
export TYPE=other
