export SERVE_VERSION=v1
export RECIPE=other
