export SERVE_VERSION=v1
export EXTRA_DOMAINS=other
