package coop.ccci.harness.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Makes recipes that ask for more than they may, in the ways that any reader of YAML, of settings and of shell code may take for
 * something: an ordinary recipe into which pieces are set at random. The same number makes the same recipe.
 *
 * @param compose the text of {@code compose.yml}
 * @param sample the text of {@code .env.sample}
 * @param abraSh the text of {@code abra.sh}
 */
record HostileRecipe(String compose, String sample, String abraSh) {
    private static final List<String> COMPOSE =
            """
            x-all: &all {image: web:1}
            services:
              app:
                image: web:1
                networks: [proxy, internal]
                volumes:
                  - data:/data
                configs:
                  - {source: conf, target: /conf}
                deploy:
                  labels:
                    - "traefik.enable=true"
                    - "traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`${EXTRA_DOMAINS})"
                    - "traefik.http.services.${STACK_NAME}.loadbalancer.server.port=80"
            networks:
              proxy:
                external: true
              internal:
            volumes:
              data:
                driver_opts:
                  type: tmpfs
                  device: tmpfs
              more:
            configs:
              conf:
                name: ${STACK_NAME}_conf_${CONF_VERSION}
                file: conf.txt
            secrets:
              pw:
                external: true
                name: ${STACK_NAME}_pw_${SECRET_PW_VERSION}
            """
                    .lines()
                    .toList();

    private static final List<String> SAMPLE = List.of(
            "RECIPE=guestbook",
            "DOMAIN=guestbook.example.com",
            "COMPOSE_FILE=\"compose.yml\"",
            "SECRET_PW_VERSION=v1 # length=32",
            "WHERE=data");

    private static final List<String> ABRA = List.of("export CONF_VERSION=v1");

    /** What may stand where a value stands. */
    private static final List<String> VALUES = List.of(
            "/",
            "/etc",
            "..",
            "../outside/app.env",
            "x/root/../outside/app.env",
            "a/b/c/up/../outside/app.env",
            ".git/config",
            "~/x",
            "./conf.txt",
            "data",
            "web:2",
            "host",
            "bind",
            "true",
            "yes",
            "on",
            "null",
            "~",
            "0x1f",
            "22:22",
            "cloud_example_org_pw_v1",
            "${STACK_NAME}_other_v1",
            "${STACK_NAME}",
            "${WHERE}",
            "${WHERE:-/etc}",
            "${WHERE-/etc}",
            "${WHERE:+/etc}",
            "${NOBODY:-/etc}",
            "${NOBODY}/etc",
            "${HOME:-.}/conf.txt",
            "${HOME:-.}/app.env",
            "$NOBODY/etc",
            "$A\u212A/etc",
            "$A\u017F/etc",
            "$$WHERE/etc",
            "${NOBODY:-${WHERE:-/etc}}",
            "${NOBODY:-",
            "data:/x",
            "/etc:/x",
            "/etc:/x:ro",
            "data:/x:rshared",
            "a:/etc:/x",
            "\\\\.\\pipe",
            "${WHERE}:/x",
            "${WHERE:+/etc}:/x",
            "${NOBODY:-/etc}:/x",
            "$A\u212A/etc:/x",
            "${QUOTED:-/etc}:/x",
            "${SPACED:-/etc}:/x",
            "${LATE:-/etc}:/x",
            "{type: bind, source: /etc, target: /x}",
            "{type: volume, source: /etc, target: /x}",
            "{type: tmpfs, target: /x}",
            "{type: none, o: bind, device: /}",
            "{type: tmpfs, o: bind, device: /}",
            "{type: tmpfs, o: 'size=1m,bind', device: /etc}",
            "!!binary L2V0Yzoveg==",
            "!!binary L2V0Yw==",
            "!!str /etc",
            "!reset null",
            "*all",
            "&b /etc",
            "[/etc:/x]",
            "[NET_ADMIN]",
            "[SYS_ADMIN]",
            "{driver_opts: {type: none, o: bind, device: /}}",
            "{driver_opts: {type: tmpfs, o: bind}}",
            "{external: true, name: cloud_example_org_pw_v1}",
            "{external: {name: cloud_example_org_pw_v1}}",
            "{name: cloud_example_org_x}",
            "traefik.http.routers.traefik.rule=Host(`cloud.example.org`)",
            "traefik.http.routers.${STACK_NAME}.rule=Host(`cloud.example.org`)",
            "traefik.http.routers.${STACK_NAME}.rule=PathPrefix(`/`)",
            "traefik.http.routers.${STACK_NAME}.service=api@internal",
            "traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`) || Host(`${OTHER:-cloud.example.org}`)",
            "traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`) && PathPrefix(`/x`)",
            "Traefik.HTTP.Routers.x.Service=api@internal");

    /** Keys that may stand anywhere. */
    private static final List<String> KEYS = List.of(
            "volumes",
            "privileged",
            "cap_add",
            "devices",
            "network_mode",
            "pid",
            "ipc",
            "userns_mode",
            "security_opt",
            "driver_opts",
            "driver",
            "external",
            "name",
            "file",
            "env_file",
            "extends",
            "include",
            "labels",
            "deploy",
            "configs",
            "secrets",
            "tmpfs",
            "user",
            "command",
            "<<",
            "!!binary dm9sdW1lcw==",
            "\"vol\\u0075mes\"",
            "? volumes\n    ",
            "'volumes'",
            "x-volumes",
            "environment",
            "on",
            "y",
            "404",
            "type",
            "source",
            "o",
            "device");

    private static final List<String> SETTINGS = List.of(
            "WHERE=/etc",
            "WHERE: /etc",
            "  export WHERE=/etc",
            "WHERE='/etc'",
            "WHERE=\"/etc\" # x",
            "NOTE=\"a\nCOMPOSE_FILE=compose.evil.yml\n\"",
            "COMPOSE_FILE=compose.evil.yml",
            "COMPOSE_FILE: compose.evil.yml",
            "COMPOSE_FILE=\"$COMPOSE_FILE:compose.evil.yml\"",
            "TYPE=other",
            "STACK_NAME=cloud_example_org",
            "EXTRA_DOMAINS=', `cloud.example.org`'",
            "OTHER=cloud.example.org",
            "OTHER = ${DOMAIN}",
            "A=/x",
            "LD_PRELOAD=./evil.so",
            "DOCKER_HOST=tcp://192.0.2.1",
            "NOTE=it's $WHERE",
            "NOTE='a\\b'",
            "NOTE=\"a\\nWHERE=/etc\"",
            "NOTE=\"it's \\\\ $A\"",
            "# WHERE=/etc",
            "NOTE=a#b",
            "NOTE=a #b=/etc",
            "NOTE='a' WHERE=/etc");

    private static final List<String> EXPORTS = List.of(
            "export COMPOSE_FILE=compose.evil.yml",
            "  export COMPOSE_FILE=compose.evil.yml",
            "export STACK_NAME=cloud_example_org",
            "export A_VERSION=v1 export STACK_NAME=cloud_example_org",
            "export A_VERSION=v1 # export COMPOSE_FILE=compose.evil.yml",
            "export WHERE=data",
            "export WHERE=/etc",
            "export QUOTED=\"data\"",
            "export  SPACED=data",
            "  export LATE=data",
            "export WHERE=",
            "export CONF_VERSION=v2",
            "f() {\n  export PGPASSWORD=$(cat /run/secrets/pw)\n}",
            "exporter=1",
            "declare -x WHERE=/etc",
            "x=1; export WHERE=/etc",
            "export WHERE=data # a note",
            "export WHERE=$(id)",
            "export DOMAIN=cloud.example.org",
            "export EXTRA_DOMAINS=x",
            "export RECIPE=other");

    private static final List<String> STYLES =
            List.of("%s", "%s", "%s", "\"%s\"", "'%s'", "[%s]", "&z %s", "|\n        %s");

    /** Makes one. */
    static HostileRecipe of(Random random) {
        var compose = new ArrayList<>(COMPOSE);
        var sample = new ArrayList<>(SAMPLE);
        var exports = new ArrayList<>(ABRA);
        for (var change = random.nextInt(3); change >= 0; change--) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> replaceValue(compose, random);
                case 3, 4 -> insertKey(compose, random);
                case 5 -> insertItem(compose, random);
                case 6 -> sample.add(random.nextInt(sample.size() + 1), one(SETTINGS, random));
                default -> exports.add(random.nextInt(exports.size() + 1), one(EXPORTS, random));
            }
        }
        return new HostileRecipe(text(compose), text(sample), text(exports));
    }

    private static void replaceValue(List<String> lines, Random random) {
        var at = random.nextInt(lines.size());
        var line = lines.get(at);
        var value = Math.max(line.lastIndexOf(": "), line.indexOf("- ")) + 2;
        if (value > 1) {
            lines.set(at, line.substring(0, value) + styled(random));
        } else {
            lines.set(at, line + " " + styled(random));
        }
    }

    private static void insertKey(List<String> lines, Random random) {
        var at = random.nextInt(lines.size());
        lines.add(at, indent(lines.get(at)) + one(KEYS, random) + ": " + styled(random));
    }

    private static void insertItem(List<String> lines, Random random) {
        var items = new ArrayList<Integer>();
        for (var at = 0; at < lines.size(); at++) {
            if (lines.get(at).strip().startsWith("- ")) {
                items.add(at);
            }
        }
        var at = items.isEmpty() ? 0 : items.get(random.nextInt(items.size()));
        lines.add(at, indent(lines.get(at)) + "- " + styled(random));
    }

    private static String indent(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }

    private static String styled(Random random) {
        return String.format(one(STYLES, random), one(VALUES, random));
    }

    private static String one(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static String text(List<String> lines) {
        return lines.stream().flatMap(line -> Arrays.stream(line.split("\n"))).collect(Collectors.joining("\n")) + "\n";
    }
}
