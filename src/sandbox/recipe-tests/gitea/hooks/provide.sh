#!/bin/sh
# For recipes that need a Gitea: an administrator, whose name and password they get.
set -eu

container=$(docker ps -q -f "label=com.docker.swarm.service.name=${CCCI_STACK}_app")
password=$(head -c 18 /dev/urandom | base64 | tr '/+' 'ab')
# By its input and not its arguments: those of a program can be read by everybody on the machine.
printf '%s\n' "$password" | docker exec -i "$container" sh -c '
    read -r password
    gitea --config /etc/gitea/app.ini admin user create --admin --username ccci --email ccci@example.com \
        --password "$password" --must-change-password=false' >/dev/null
printf 'ADMIN_USER=ccci\nADMIN_PASSWORD=%s\n' "$password" >"$CCCI_CREDENTIALS_FILE"
