#!/bin/sh
# Does what the README tells an operator to do: tells Gitea of Drone, and Drone of Gitea.
set -eu

set_variable() {
    grep -v "^$1=" "$CCCI_APP_ENV_FILE" >"$CCCI_APP_ENV_FILE.new"
    printf '%s=%s\n' "$1" "$2" >>"$CCCI_APP_ENV_FILE.new"
    mv "$CCCI_APP_ENV_FILE.new" "$CCCI_APP_ENV_FILE"
}

field() { printf '%s' "$application" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

gitea=$(docker ps -q -f "label=com.docker.swarm.service.name=${CCCI_DEP_GITEA_STACK}_app")
application=$(printf '%s:%s' "$CCCI_DEP_GITEA_ADMIN_USER" "$CCCI_DEP_GITEA_ADMIN_PASSWORD" | docker exec -i "$gitea" sh -c '
    wget -q -O - --header "Authorization: Basic $(base64 | tr -d "\n")" --header "Content-Type: application/json" \
        --post-data "{\"name\": \"'"$CCCI_APP"'\", \"confidential_client\": true, \"redirect_uris\": [\"https://'"$CCCI_APP"'/login\"]}" \
        http://127.0.0.1:3000/api/v1/user/applications/oauth2')

set_variable GITEA_DOMAIN "$CCCI_DEP_GITEA_DOMAIN"
set_variable GITEA_CLIENT_ID "$(field client_id)"
file=$(mktemp)
trap 'rm -f "$file"' EXIT
field client_secret | tr -d '\n' >"$file"
abra app secret insert "$CCCI_APP" client_secret v1 "$file" -f -C -o -n

# In the zone of a sandbox names lead to the machine itself, which in a container is the container: there Traefik is called
# by its address.
case $(getent hosts "$CCCI_DEP_GITEA_DOMAIN" || :) in
    '' | 127.* | ::1*)
        traefik=$(docker ps -q -f publish=443 | head -n 1)
        set_variable GITEA_ADDRESS "$(docker inspect -f '{{(index .NetworkSettings.Networks "proxy").IPAddress}}' "$traefik")"
        set_variable COMPOSE_FILE compose.yml:compose.hosts.yml
        ;;
esac
