#!/bin/sh
# What abra calls in the bot's container. The stand-in for abra asks restic itself for everything but this.
set -eu
[ "${1:-}" != -- ] || shift
case ${1:-} in
    snapshots) exec restic --no-cache snapshots --json ;;
    *)
        echo "backup: this bot knows snapshots only, not \"${1:-}\"" >&2
        exit 2
        ;;
esac
