#!/bin/sh
# Drone takes its secrets from the environment only.
set -eu
DRONE_RPC_SECRET=$(cat /run/secrets/rpc_secret)
export DRONE_RPC_SECRET
if [ -e /run/secrets/client_secret ]; then
    DRONE_GITEA_CLIENT_SECRET=$(cat /run/secrets/client_secret)
    export DRONE_GITEA_CLIENT_SECRET
fi
exec drone-server
