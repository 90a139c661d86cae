#!/bin/sh
# Tells Drone its secrets, which it takes from the environment only, and becomes it.
set -eu
umask 077

DRONE_COOKIE_SECRET=$(cat /run/secrets/cookie_secret)
DRONE_GITEA_CLIENT_SECRET=$(cat /run/secrets/client_secret)
DRONE_RPC_SECRET=$(cat /run/secrets/rpc_secret)
export DRONE_COOKIE_SECRET DRONE_GITEA_CLIENT_SECRET DRONE_RPC_SECRET
exec drone-server
