package coop.ccci.harness.doctor.probe;

import java.util.Map;

/**
 * The recipe that abra is tried on: two services of one image that has {@code busybox}, a volume, a config and a
 * secret, with the labels of any recipe.
 */
record TinyRecipe(String image) {
    static final String NAME = "doctor";
    static final String RELEASE = "1.0.0+1.0.0";
    static final String PAGE = "cc-ci doctor\n";

    /** Returns the files of a release that breaks no rule of lint. */
    Map<String, String> files() {
        return Map.of(
                "compose.yml",
                compose(true, "1s"),
                ".env.sample",
                """
                RECIPE=doctor
                DOMAIN=doctor.example.com
                LETS_ENCRYPT_ENV=production
                TIMEOUT=60
                SECRET_WORD_VERSION=v1 # length=20
                """,
                "abra.sh",
                "export PAGE_VERSION=v1\n",
                "index.html",
                PAGE,
                "README.md",
                """
                # doctor

                <!-- metadata -->
                * **Category**: Utilities
                * **Status**: 0
                * **Image**: [`busybox`](https://hub.docker.com/_/busybox), 4, upstream
                * **Healthcheck**: Yes
                * **Backups**: Yes
                * **Email**: No
                * **Tests**: No
                * **SSO**: No
                <!-- endmetadata -->
                """);
    }

    /** Returns the compose file whose health check has this for its start period. */
    Map<String, String> withStartPeriod(String duration) {
        return Map.of("compose.yml", compose(true, duration));
    }

    /** Returns the compose file without the second service. */
    Map<String, String> withoutSecond() {
        return Map.of("compose.yml", compose(false, "1s"));
    }

    /** Returns a compose file that breaks a rule of severity error: no service is called app. */
    Map<String, String> withoutApp() {
        return Map.of("compose.yml", compose(true, "1s").replace("\n  app:\n", "\n  other:\n"));
    }

    private String compose(boolean second, String startPeriod) {
        return """
                ---
                version: "3.8"

                services:
                  app:
                    image: %1$s
                    entrypoint: ["busybox", "httpd", "-f", "-p", "80", "-h", "/www"]
                    stop_grace_period: 1s
                    networks:
                      - proxy
                    volumes:
                      - content:/data
                    configs:
                      - source: page
                        target: /www/index.html
                    secrets:
                      - word
                    healthcheck:
                      test: ["CMD", "busybox", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:80/"]
                      interval: 1s
                      timeout: 5s
                      retries: 10
                      start_period: %2$s
                    deploy:
                      restart_policy:
                        condition: on-failure
                      labels:
                        - "traefik.enable=true"
                        - "traefik.http.services.${STACK_NAME}.loadbalancer.server.port=80"
                        - "traefik.http.routers.${STACK_NAME}.rule=Host(`${DOMAIN}`)"
                        - "traefik.http.routers.${STACK_NAME}.entrypoints=web-secure"
                        - "traefik.http.routers.${STACK_NAME}.tls.certresolver=${LETS_ENCRYPT_ENV}"
                        - "coop-cloud.${STACK_NAME}.version=%3$s"
                        - "coop-cloud.${STACK_NAME}.timeout=${TIMEOUT:-60}"
                        - "backupbot.backup=true"
                %4$s
                networks:
                  proxy:
                    external: true

                volumes:
                  content:

                configs:
                  page:
                    name: ${STACK_NAME}_page_${PAGE_VERSION}
                    file: index.html

                secrets:
                  word:
                    external: true
                    name: ${STACK_NAME}_word_${SECRET_WORD_VERSION}
                """
                .formatted(image, startPeriod, RELEASE, second ? second() : "");
    }

    private String second() {
        return """
                  second:
                    image: %s
                    entrypoint: ["busybox", "sleep", "100000"]
                    stop_grace_period: 1s
                    deploy:
                      restart_policy:
                        condition: on-failure
                """
                .formatted(image);
    }
}
