export SERVE_VERSION=v1
export LETS_ENCRYPT_ENV=other
