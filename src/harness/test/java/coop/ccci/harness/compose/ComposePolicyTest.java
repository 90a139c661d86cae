package coop.ccci.harness.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposePolicyTest {
    private static final RunApp APP = RunApp.ofDomain(new Zone("ci.example.org"), "cust-abcdef.ci.example.org")
            .orElseThrow();

    @TempDir
    Path checkout;

    private Compose compose(String yaml, Map<String, String> variables) throws Exception {
        Files.writeString(checkout.resolve("compose.yml"), yaml);
        return Compose.read(checkout, APP, variables);
    }

    private List<String> findings(String yaml) throws Exception {
        return ComposePolicy.findings(compose(yaml, Map.of()), checkout, APP).stream()
                .map(ComposePolicy.Violation::toString)
                .toList();
    }

    private List<String> service(String setting) throws Exception {
        return findings("services: {app: {image: x, " + setting + "}}");
    }

    @Test
    void row_21_an_ordinary_recipe_asks_nothing_of_the_machine() throws Exception {
        assertThat(
                        findings(
                                """
                                version: "3.8"
                                services:
                                  app:
                                    image: nginx:1.27
                                    privileged: false
                                    networks: [proxy, internal]
                                    volumes:
                                      - data:/srv
                                      - "/etc/localtime:/etc/localtime:ro"
                                      - {type: tmpfs, target: /tmp}
                                      - {type: volume, source: data, target: /data}
                                      - /anonymous
                                    env_file: defaults.env
                                    secrets: [pw]
                                    configs: [conf]
                                    cap_drop: [ALL]
                                    command: echo $$HOME
                                networks: {proxy: {external: true}, internal: , named: {name: "${STACK_NAME}_n"}}
                                volumes: {data: , cache: {driver_opts: {type: tmpfs, device: tmpfs}}}
                                secrets: {pw: {external: true, name: "${STACK_NAME}_pw_v1"}}
                                configs: {conf: {name: "${STACK_NAME}_conf_v1", file: nginx.conf.tmpl, template_driver: golang}}
                                """))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "privileged: true | services.app.privileged: privileged",
                "privileged: 'yes' | privileged",
                "network_mode: host | namespace (host)",
                "network_mode: 'container:traefik' | namespace (container:traefik)",
                "pid: host | namespace (host)",
                "ipc: host | namespace (host)",
                "userns_mode: host | namespace (host)",
                "cap_add: [SYS_ADMIN] | services.app.cap_add: [SYS_ADMIN]",
                "devices: ['/dev/kvm:/dev/kvm'] | /dev/kvm",
                "security_opt: ['apparmor:unconfined'] | apparmor",
                "volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro'] | the Docker socket",
                "volumes: ['${SOCK:-/run/docker.sock}:/x'] | the Docker socket, which is the machine (/run/docker.sock)",
                "volumes: [{type: bind, source: /var/run/docker.sock, target: /x}] | the Docker socket",
                "volumes: ['/etc:/host-etc:ro'] | a mount of the machine's /etc",
                "volumes: ['/etc/localtime:/etc/localtime'] | a mount of the machine's /etc/localtime",
                "volumes: ['./data:/srv'] | a mount of the machine's ./data",
                "volumes: ['~/.ssh:/srv'] | a mount of the machine's ~/.ssh",
                "volumes: [{source: /root, target: /x}] | a mount of the machine's /root",
                "volumes: [{type: npipe, source: x, target: /x}] | a mount of type npipe",
                "env_file: ['a.env', '/etc/shadow'] | the machine's file /etc/shadow",
                "env_file: [{path: ../../x.env}] | the machine's file ../../x.env",
                "credential_spec: {file: x} | credential_spec",
                "'deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}]}}}' | reservations.devices",
                "extends: {file: /srv/other.yml, service: app} | the machine's file /srv/other.yml"
            })
    void row_21_what_a_service_asks_of_the_machine_is_found(String setting, String finding) throws Exception {
        assertThat(service(setting.startsWith("'") ? setting.substring(1, setting.length() - 1) : setting))
                .singleElement()
                .asString()
                .startsWith("compose.yml services.app.")
                .contains(finding);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "networks: {host: {external: true}} | networks.host: the network host",
                "networks: {n: {external: {name: traefik_internal}}} | the network traefik_internal",
                "networks: {lan: {driver: macvlan}} | a network of driver macvlan",
                "volumes: {d: {driver_opts: {type: none, o: bind, device: /etc}}} | /etc",
                "volumes: {d: {external: true, name: traefik_certs}} | the volume traefik_certs",
                "volumes: {d: {name: shared}} | the volume shared",
                "volumes: {d: {driver: rclone}} | a volume of driver rclone",
                "configs: {c: {file: /etc/shadow}} | configs.c.file: the machine's file /etc/shadow",
                "secrets: {s: {file: ../../../servers/default/other.env}} | the machine's file ../",
                "secrets: {s: {environment: GITEA_TOKEN}} | the harness's environment (GITEA_TOKEN)",
                "secrets: {s: {external: true}} | secrets.s: s, which is not the app's own",
                "secrets: {s: {external: true, name: traefik_ci_example_org_key_v1}} | not the app's own",
                "include: [other.yml] | include"
            })
    void row_21_what_a_stack_asks_of_the_machine_or_of_other_apps_is_found(String section, String finding)
            throws Exception {
        assertThat(findings("services: {app: {image: x}}\n" + section))
                .singleElement()
                .asString()
                .contains(finding);
    }

    @Test
    void row_21_what_a_later_file_takes_back_still_counts_and_its_file_is_named() throws Exception {
        Files.writeString(checkout.resolve("compose.smtp.yml"), "services: {app: {privileged: true}}");
        var compose = compose(
                "services: {app: {image: x, privileged: false}}",
                Map.of("COMPOSE_FILE", "compose.smtp.yml:compose.yml"));

        assertThat(ComposePolicy.findings(compose, checkout, APP))
                .extracting(ComposePolicy.Violation::place)
                .containsExactly("compose.smtp.yml services.app.privileged");
    }

    @Test
    void row_21_an_untrusted_recipe_is_refused_with_every_finding_and_a_trusted_one_reports_them() throws Exception {
        var compose = compose("services: {app: {image: x, privileged: true, pid: host}}", Map.of());

        assertThatThrownBy(() -> ComposePolicy.check(compose, checkout, APP, false))
                .isInstanceOfSatisfying(RunException.class, fault -> {
                    assertThat(fault.exit()).isEqualTo(ExitCode.FAILED);
                    assertThat(fault.details()).hasSize(2);
                })
                .hasMessageContaining("services.app.privileged: privileged (and 1 more)")
                .hasMessageContaining("trusted: true");
        assertThat(ComposePolicy.check(compose, checkout, APP, true))
                .contains("trusted", "services.app.privileged", "services.app.pid");
    }

    @Test
    void row_22_nothing_in_the_recipe_itself_can_make_it_trusted() throws Exception {
        Files.createDirectories(checkout.resolve("tests/cc-ci"));
        Files.writeString(checkout.resolve("tests/cc-ci/recipe.yml"), "trusted: true\n");
        Files.writeString(checkout.resolve("recipe.yml"), "trusted: true\n");
        var compose = compose("trusted: true\nx-trusted: true\nservices: {app: {privileged: true}}", Map.of());

        assertThatThrownBy(() -> ComposePolicy.check(compose, checkout, APP, false))
                .isInstanceOf(RunException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: {app: {image: x, image: y}}",
                "services: {app: {volumes: ['${X:-$}:/x']}}",
                "services: {app: {volumes: ['${X']}}",
                "services: {app: {image: '${IMAGE:?say which}'}}",
                "a: &a [*a]\nservices: {app: &s {deploy: *s}}",
                "[1, 2]",
                "services: {app: !!javax.script.ScriptEngineManager []}"
            })
    void row_19_what_cannot_be_read_with_certainty_is_refused_and_not_guessed(String yaml) {
        assertThatThrownBy(() -> compose(yaml, Map.of()))
                .isInstanceOfSatisfying(
                        RunException.class, fault -> assertThat(fault.exit()).isEqualTo(ExitCode.FAILED));
    }

    @Test
    void row_19_a_file_whose_aliases_grow_without_end_is_refused() {
        var bomb = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 30; i++) {
            bomb.append("a%1$d: &a%1$d [*a%2$d, *a%2$d, *a%2$d]%n".formatted(i, i - 1));
        }

        assertThatThrownBy(() -> compose(bomb + "services: *a29\n", Map.of())).isInstanceOf(RunException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$A/${A} | one/one",
                "${B} | ''",
                "${B:-two} ${B-two} ${EMPTY:-two} ${EMPTY-two} | two two two ",
                "${A:+set} ${B:+set} ${EMPTY+set} | set  set",
                "${B:-${A}} ${B:-${C:-$A}} | one one",
                "$$A $${A} | $A ${A}",
                "${A:?must} | one"
            })
    void variables_are_replaced_as_docker_does(String text, String expected) {
        var variables = Map.of("A", "one", "EMPTY", "");

        assertThat(Interpolation.of(text, variables).strip()).isEqualTo(expected.strip());
    }

    @Test
    void images_are_those_of_every_service_of_every_file() throws Exception {
        Files.writeString(checkout.resolve("compose.db.yml"), "services: {db: {image: 'postgres:${PG:-16}'}, app: {}}");
        Files.writeString(checkout.resolve("abra.sh"), "export PG=17\n");
        var compose = compose(
                "services: {app: {image: 'nginx:1'}, worker: {image: 'nginx:1'}}",
                Map.of("COMPOSE_FILE", "compose.yml:compose.db.yml"));

        assertThat(ComposeNames.of(compose, APP).images())
                .isEqualTo(Map.of("app", "nginx:1", "worker", "nginx:1", "db", "postgres:17"));
    }
}
