#!/bin/sh
# A fake of abra that keeps its state as files, which FakeDocker shows as if they were on a swarm.
# @STATE@ is replaced by the state's folder. Files hang-on-<word>, wait-on-<word> and
# fail-on-<word> steer it.
state=@STATE@
echo "$*" >>"$state/abra.calls"
env | sort >>"$state/abra.env"
if [ "$1 $2" = "recipe lint" ]; then
    while [ -e "$state/wait-on-lint" ]; do
        touch "$state/linting"
        sleep 0.1
    done
    # its table, when the state's folder holds one
    [ -t 1 ] && exec cat "$state/lint"
    echo "FATA inappropriate ioctl for device" >&2
    exit 1
fi
[ "$1" = app ] || exit 1
what=$2
domain=
case $what in
    new)
        recipe=$3
        previous=
        for word in "$@"; do
            [ "$previous" != -D ] || domain=$word
            previous=$word
        done
        ;;
    secret | volume | backup)
        what=$2-$3
        domain=$4
        ;;
    *) domain=$3 ;;
esac
stack=$(echo "$domain" | tr . _)
if [ -e "$state/hang-on-$what" ]; then
    touch "$state/hanging"
    sleep 300
fi
while [ -e "$state/wait-on-$what" ]; do
    touch "$state/waiting"
    sleep 0.1
done
if [ -e "$state/fail-on-$what" ]; then
    echo "FATA $(cat "$state/fail-on-$what")" >&2
    exit 1
fi
case $what in
    new)
        cp "$ABRA_DIR/recipes/$recipe/.env.sample" "$ABRA_DIR/servers/default/$domain.env"
        echo "services: {moved: {}}" >"$ABRA_DIR/recipes/$recipe/compose.yml"
        echo litter >"$ABRA_DIR/recipes/$recipe/litter"
        ;;
    secret-generate)
        echo "$stack" >"$state/secrets/${stack}_pw_v1"
        echo '[{"name":"pw","value":"correct-horse-battery"}]'
        ;;
    deploy)
        if [ -e "$state/services/${stack}_app" ]; then
            # an upgrade: files with -on-upgrade in their names steer what comes of it
            [ ! -e "$state/update-on-upgrade" ] || cp "$state/update-on-upgrade" "$state/update"
            [ ! -e "$state/lose-on-upgrade" ] || rm -f "$state/data/"* "$state/data/".??*
            [ ! -e "$state/ignore-on-upgrade" ] || exit 0
        fi
        # of another recipe only where the settings name one that a test calls so
        recipe=custom-html
        ! grep -q '^RECIPE=tool' "$ABRA_DIR/servers/default/$domain.env" || recipe=tool
        # a file "task" of the recipe steers what becomes of its tasks
        if [ -e "$ABRA_DIR/recipes/$recipe/task" ]; then
            cp "$ABRA_DIR/recipes/$recipe/task" "$state/task"
            touch "$state/task-of-recipe"
        elif [ -e "$state/task-of-recipe" ]; then
            rm "$state/task" "$state/task-of-recipe"
        fi
        cp "$ABRA_DIR/servers/default/$domain.env" "$state/deployed.env"
        ls "$ABRA_DIR/recipes/$recipe" >"$state/deployed.files"
        mkdir -p "$state/images"
        for service in $(cat "$ABRA_DIR/recipes/$recipe/services" 2>/dev/null || echo app); do
            cut -c1-8 "$ABRA_DIR/recipes/$recipe/.git/HEAD" >"$state/services/${stack}_$service"
            [ -e "$state/stale-image" ] && [ -e "$state/images/${stack}_$service" ] ||
                sed -n 's/.*image: *\([^}, ]*\).*/\1@sha256:0/p' "$ABRA_DIR/recipes/$recipe/compose.yml" \
                    >"$state/images/${stack}_$service"
        done
        touch "$state/containers/${stack}_app.1.x" "$state/volumes/${stack}_data" "$state/configs/${stack}_c_v1"
        echo "INFO the password is correct-horse-battery" >&2
        ;;
    backup-create)
        mkdir -p "$state/snapshots"
        snapshot=$(printf 'abcdef%02x' "$(ls "$state/snapshots" | wc -l)")
        cp -r "$state/data" "$state/snapshots/$snapshot"
        # what the backup bot would log, beside a backup that it says is well
        [ ! -e "$state/logged-on-backup" ] || sed "s/@STACK@/$stack/g" "$state/logged-on-backup" >&2
        [ ! -e "$state/lose-on-backup" ] || rm -f "$state/snapshots/$snapshot/.ccci-witness"
        ;;
    backup-snapshots)
        ls "$state/snapshots" | sed 's/^/2026-11-22T23:35:08 /'
        ;;
    backup-download)
        tar -cf "$state/volume.tar" -C "$state/snapshots/$6" .
        tar -czf backup.tar.gz -C "$state" volume.tar
        ;;
    restore)
        [ ! -e "$state/logged-on-restore" ] || sed "s/@STACK@/$stack/g" "$state/logged-on-restore" >&2
        [ -e "$state/lose-on-restore" ] || cp -r "$state/snapshots/$5/." "$state/data/"
        ;;
    undeploy) rm -f "$state/services/${stack}_"* "$state/containers/${stack}_"* ;;
    volume-rm) rm -f "$state/volumes/${stack}_"* ;;
    secret-rm) rm -f "$state/secrets/${stack}_"* ;;
    rm) rm -f "$ABRA_DIR/servers/default/$domain.env" ;;
esac
