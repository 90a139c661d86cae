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
                networks:
                  proxy:
                    aliases:
                      - ${STACK_NAME}_app
                  internal:
                volumes:
                  - data:/data
                secrets:
                  - pw
                cap_add:
                  - CHOWN
                ports:
                  - 8448:8448
                sysctls:
                  net.core.somaxconn: 1024
                ulimits:
                  nofile: 65536
                logging:
                  driver: json-file
                  options:
                    max-size: 10m
                configs:
                  - {source: conf, target: /conf}
                deploy:
                  mode: replicated
                  update_config:
                    order: start-first
                  labels:
                    - "traefik.enable=true"
                    - "traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`${EXTRA_DOMAINS})"
                    - "traefik.http.services.${STACK_NAME}.loadbalancer.server.port=80"
            networks:
              proxy:
                external: true
              internal:
                ipam:
                  config:
                    - subnet: 10.231.77.0/24
            volumes:
              data:
                driver_opts:
                  type: tmpfs
                  device: tmpfs
                  o: size=1m
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

    /** Makes one. */
    static HostileRecipe of(Random random) {
        var compose = new ArrayList<>(COMPOSE);
        var sample = new ArrayList<>(SAMPLE);
        var exports = new ArrayList<>(ABRA);
        for (var change = random.nextInt(3); change >= 0; change--) {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> replaceValue(compose, random);
                case 3, 4 -> insertKey(compose, random);
                case 5 -> insertItem(compose, random);
                case 6, 7 -> replaceByNeighbour(compose, random);
                case 8 -> sample.add(random.nextInt(sample.size() + 1), one(HostilePieces.SETTINGS, random));
                default -> exports.add(random.nextInt(exports.size() + 1), one(HostilePieces.EXPORTS, random));
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
        lines.add(at, indent(lines.get(at)) + one(HostilePieces.KEYS, random) + ": " + styled(random));
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

    private static void replaceByNeighbour(List<String> lines, Random random) {
        var near = one(HostilePieces.NEAR, random);
        for (var at = 0; at < lines.size(); at++) {
            if (lines.get(at).strip().equals(near.get(0))) {
                lines.set(at, indent(lines.get(at)) + near.get(1 + random.nextInt(near.size() - 1)));
            }
        }
    }

    private static String indent(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }

    private static String styled(Random random) {
        return String.format(one(HostilePieces.STYLES, random), one(HostilePieces.VALUES, random));
    }

    private static <T> T one(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static String text(List<String> lines) {
        return lines.stream().flatMap(line -> Arrays.stream(line.split("\n"))).collect(Collectors.joining("\n")) + "\n";
    }
}
