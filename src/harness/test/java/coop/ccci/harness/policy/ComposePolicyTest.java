package coop.ccci.harness.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.contract.ExitCode;
import coop.ccci.harness.compose.Compose;
import coop.ccci.harness.compose.ComposeNames;
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
                                    cap_add: [NET_BIND_SERVICE, cap_chown]
                                    security_opt: ["no-new-privileges:true"]
                                    sysctls: {net.core.somaxconn: 1024, kernel.msgmax: 65536}
                                    ulimits: {nofile: {soft: 1024, hard: 65536}, nproc: 100, memlock: -1}
                                    logging: {driver: json-file, options: {max-size: 10m, max-file: "10"}}
                                    tmpfs: "/tmp:size=64m"
                                    ports: ["8448:8448/udp", {target: 64738, published: 64738, mode: host}]
                                    extra_hosts: ["other:10.0.0.1"]
                                    depends_on: [db]
                                    environment: [A, B=1]
                                    init: true
                                    stop_grace_period: 1m
                                    x-note: {any: thing}
                                    deploy:
                                      mode: replicated
                                      replicas: 2
                                      resources: {limits: {cpus: "0.5", memory: 512M}, reservations: {memory: 64M}}
                                      placement: {constraints: ["node.role == worker"], preferences: [{spread: node.labels.zone}]}
                                      update_config: {order: start-first, failure_action: rollback, monitor: 3s}
                                  db:
                                    image: postgres:16
                                    networks: {internal: {aliases: [database]}, proxy: {aliases: ["${STACK_NAME}_db", "${STACK_NAME}-db", db, "db.cust-abcdef.ci.example.org"]}}
                                    healthcheck: {test: [CMD, pg_isready], interval: 10s, retries: 3, disable: false}
                                networks: {proxy: {external: true}, internal: , named: {name: "${STACK_NAME}_n", attachable: true}, small: {ipam: {config: [{subnet: 10.231.77.0/30}]}}}
                                x-anything: [{really: anything}]
                                volumes: {data: , cache: {driver_opts: {type: tmpfs, device: tmpfs, o: 'size=1m,exec,mode=700'}}}
                                secrets: {pw: {external: true, name: "${STACK_NAME}_pw_v1"}}
                                configs: {conf: {name: "${STACK_NAME}_conf_v1", file: nginx.conf.tmpl, template_driver: golang}}
                                """))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "privileged: true | services.app.privileged: all power over the machine (true)",
                "privileged: 'yes' | all power over the machine (yes)",
                "network_mode: host | namespace (host)",
                "network_mode: 'container:traefik' | namespace (container:traefik)",
                "pid: host | namespace (host)",
                "ipc: host | namespace (host)",
                "userns_mode: host | namespace (host)",
                "cap_add: [SYS_ADMIN] | services.app.cap_add: SYS_ADMIN, a capability that containers do not have",
                "devices: ['/dev/kvm:/dev/kvm'] | /dev/kvm",
                "security_opt: ['apparmor:unconfined'] | apparmor",
                "volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro'] | the Docker socket",
                "volumes: ['${SOCK:-/run/docker.sock}:/x'] | the Docker socket, which is the machine (/run/docker.sock)",
                "volumes: [{type: bind, source: /var/run/docker.sock, target: /x}] | the Docker socket",
                "volumes: ['/etc:/host-etc:ro'] | a mount of the machine's /etc",
                "volumes: ['/etc/localtime:/etc/localtime'] | a mount of the machine's /etc/localtime",
                "volumes: ['./data:/srv'] | a mount of the machine's ./data",
                "volumes: ['~/.ssh:/srv'] | a mount of the machine's ~/.ssh",
                "volumes: [{type: volume, source: /root, target: /x}] | a mount of the machine's /root",
                "volumes: [{type: npipe, source: x, target: /x}] | a mount of type npipe",
                "env_file: ['a.env', '/etc/shadow'] | the file /etc/shadow, which is none of the recipe's own",
                "env_file: [{path: ../../x.env}] | the file ../../x.env, which is none of the recipe's own",
                "credential_spec: {file: x} | credential_spec",
                "'deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}]}}}' | reservations.devices",
                "links: {a: b} | has to be a list",
                "secrets: ['../x'] | services.app.secrets: is ../x, which is no name",
                "command: {a: b} | has to be a text or a list of texts",
                "volumes: ['data:/x:rshared'] | the mode rshared",
                "volumes: ['data/../..:/x'] | the source data/../.., which is no key of a volume",
                "volumes: ['a:b:c:d'] | which is not of the form",
                "volumes: [{type: bind, source: /etc/localtime, target: /x, read_only: true, bind: {propagation: rshared}}] | services.app.volumes.bind: no recipe needs that key",
                "volumes: [{type: image, source: x, target: /x}] | a mount of type image",
                "ports: ['22:22'] | the port 22, which is the machine's own",
                "ports: ['53:53/udp'] | the port 53, which is the machine's own",
                "ports: ['127.0.0.1:1023:80'] | the port 1023, which is the machine's own: let Traefik lead to the app, or publish another one (allowed are 1024 and above",
                "ports: [{target: 25, published: 25, protocol: tcp, mode: host}] | the port 25",
                "ports: ['7940-7950:7940-7950'] | the port 7946",
                "ports: ['2370-2380:2370-2380'] | the port 2375",
                "ports: [{target: 80, published: 443, mode: host}] | the port 443",
                "ports: ['1000-60000:1000-60000'] | 500 at once",
                "logging: {driver: json-file, options: {x-volumes: a}} | no recipe needs that key on a swarm",
                "logging: {driver: syslog, options: {tag: x}} | is syslog; allowed is json-file, local, none",
                "sysctls: {kernel.core_pattern: x} | the setting kernel.core_pattern of the machine's kernel",
                "sysctls: [vm.overcommit_memory=1] | the setting vm.overcommit_memory",
                "ulimits: {other: 1} | is no limit",
                "ulimits: {rtprio: 99} | services.app.ulimits.rtprio: is no limit that an app may set; allowed are core, cpu",
                "ulimits: {nice: 10} | is no limit",
                "ulimits: {rttime: 10} | is no limit",
                "ulimits: {as: 10} | is no limit",
                "ulimits: {NOFILE: 10} | is no limit",
                "ulimits: {nofile: {soft: many, hard: 1}} | services.app.ulimits.nofile.soft: is many; allowed is a whole number",
                "sysctls: {kernel.msg_next_id: 1} | the setting kernel.msg_next_id",
                "networks: {proxy: {aliases: ['${STACK_NAME}db']}} | on the network that all apps share",
                "'deploy: {mode: Global}' | is Global; allowed is replicated, global",
                "labels: [coop-cloud.backupbot.enabled=true] | the backup bot of every app",
                "networks: {proxy: {aliases: [traefik]}} | the name traefik on the network that all apps share",
                "networks: {proxy: {ipv4_address: 10.0.0.2}} | the address 10.0.0.2 on the network",
                "'deploy: {replicas: 5000}' | is 5000; allowed is a whole number from 0 to 20",
                "'deploy: {placement: {constraint: [x]}}' | services.app.deploy.placement.constraint: no recipe needs",
                "labels: {traefik.http.routers.traefik.service: api@internal} | Traefik's router traefik: another app may have",
                "labels: {traefik.http.routers.cust-abcdef_ci_example_org.service: api@internal} | .service: it leads to api@internal",
                "labels: [traefik.enable=true, traefik.enable=false] | the label traefik.enable stands there twice",
                "build: . | an image that a swarm does not build",
                "cpus: 2 | services.app.cpus: no recipe needs that key on a swarm",
                "runtime: nvidia | another runtime (nvidia)",
                "'depends_on: {db: {condition: service_healthy}}' | depends_on",
                "extends: {file: /srv/other.yml, service: app} | a service of a file that is not looked at"
            })
    void row_21_what_a_service_asks_of_the_machine_is_found(String setting, String finding) throws Exception {
        assertThat(service(setting.startsWith("'") ? setting.substring(1, setting.length() - 1) : setting))
                .isNotEmpty()
                .first()
                .asString()
                .startsWith("compose.yml:1 services.app.")
                .contains(finding);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "networks: {host: {external: true}} | networks.host: the network host",
                "networks: {net: {external: {name: traefik_internal}}} | the network traefik_internal",
                "networks: {lan: {driver: macvlan}} | networks.lan.driver: is macvlan; allowed is overlay",
                "volumes: {d: {driver_opts: {type: none, o: bind, device: /etc}}} | /etc",
                "volumes: {d: {external: true, name: traefik_certs}} | the volume traefik_certs",
                "volumes: {d: {name: shared}} | the volume shared",
                "volumes: {d: {driver: rclone}} | volumes.d.driver: is rclone; allowed is local",
                "configs: {c: {file: /etc/shadow}} | configs.c.file: the file /etc/shadow, which is none of the recipe's own",
                "secrets: {s: {file: ../../../servers/default/other.env}} | the file ../../../servers/default/other.env, which is none",
                "secrets: {s: {environment: GITEA_TOKEN}} | a variable of the program that deploys (GITEA_TOKEN)",
                "secrets: {s: {external: true}} | secrets.s: the secret s, which is not the app's own",
                "secrets: {s: {external: true, name: traefik_ci_example_org_key_v1}} | not the app's own",
                "networks: {net: {ipam: {config: [{subnet: 0.0.0.0/0}]}}} | the network 0.0.0.0/0; allowed are private ones",
                "networks: {net: {ipam: {config: [{subnet: 10.0.0.0/8}]}}} | the network 10.0.0.0/8",
                "networks: {net: {ipam: {config: [{subnet: 'fd00:1::/64'}]}}} | the network fd00:1::/64; allowed are private ones, IPv4, of",
                "networks: {net: {ipam: {config: [{subnet: 10.1.0.0/31}]}}} | the network 10.1.0.0/31",
                "networks: {net: {ipam: {config: [{subnet: 10.1.0.0/24, gateway: 10.1.0.9}]}}} | gateway: no recipe needs",
                "networks: {net: {driver_opts: {parent: eth0}}} | networks.net.driver_opts.parent: no recipe needs",
                "volumes: {d: {driver_opts: {type: tmpfs, o: [bind], device: tmpfs}}} | a mount of the machine's",
                "secrets: {s: {external: true, name: '${STACK_NAME}_a/../b'}} | which is not the app's own",
                "volumes: {d: {driver_opts: {type: tmpfs, o: bind, device: /}}} | a mount of the machine's or of a neighbour's",
                "volumes: {d: {driver_opts: {type: tmpfs, o: 'size=1m,remount', device: tmpfs}}} | a mount of the machine's",
                "volumes: {d: {driver_opts: {type: tmpfs, device: tmpfs, mountpoint: /x}}} | a mount of the machine's",
                "volumes: {'../x': } | volumes.../x: is no name",
                "configs: {c: {file: ./a/../../b}} | the file ./a/../../b, which is none",
                "configs: {c: {file: ~/x}} | the file ~/x, which is none",
                "configs: {c: {content: x}} | configs.c.content: no recipe needs",
                "name: other | name: no recipe needs that key",
                "trusted: true | trusted: no recipe needs that key",
                "include: [other.yml] | compose.yml:2 include: other compose files"
            })
    void row_21_what_a_stack_asks_of_the_machine_or_of_other_apps_is_found(String section, String finding)
            throws Exception {
        assertThat(findings("services: {app: {image: x}}\n" + section))
                .singleElement()
                .asString()
                .contains(finding);
    }

    @Test
    void a_service_s_key_is_one_that_swarm_takes_in_a_name() throws Exception {
        assertThat(findings("services: {a_b-2: {image: x}}")).isEmpty();
        assertThat(findings("services: {my.app: {image: x}}"))
                .singleElement()
                .asString()
                .contains("services.my.app: is no name that swarm takes for a service");
    }

    @Test
    void row_21_what_a_later_file_takes_back_still_counts_and_its_file_is_named() throws Exception {
        Files.writeString(checkout.resolve("compose.smtp.yml"), "services: {app: {privileged: true}}");
        var compose = compose(
                "services: {app: {image: x, privileged: false}}",
                Map.of("COMPOSE_FILE", "compose.smtp.yml:compose.yml"));

        assertThat(ComposePolicy.findings(compose, checkout, APP))
                .extracting(ComposePolicy.Violation::place)
                .containsExactly("compose.smtp.yml:1 services.app.privileged");
    }

    @Test
    void row_21_an_untrusted_recipe_is_refused_with_every_finding_and_a_trusted_one_reports_them() throws Exception {
        var compose = compose("services: {app: {image: x, privileged: true, pid: host}}", Map.of());

        assertThatThrownBy(() -> ComposePolicy.check(compose, checkout, APP, false))
                .isInstanceOfSatisfying(RunException.class, fault -> {
                    assertThat(fault.exit()).isEqualTo(ExitCode.FAILED);
                    assertThat(fault.details()).hasSize(2);
                })
                .hasMessageContaining(
                        "compose.yml:1 services.app.privileged: all power over the machine (true) (and 1 more)")
                .hasMessageContaining("trusted: true");
        assertThat(ComposePolicy.check(compose, checkout, APP, true))
                .contains("trusted", "services.app.privileged", "services.app.pid");
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
