export SERVE_VERSION=v1
export COMPOSE_FILE=compose.evil.yml
