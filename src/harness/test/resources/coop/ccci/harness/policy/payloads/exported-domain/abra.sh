export SERVE_VERSION=v1
export DOMAIN=other
