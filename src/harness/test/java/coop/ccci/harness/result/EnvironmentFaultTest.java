package coop.ccci.harness.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentFaultTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DOCKER | Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
                "DOCKER | permission denied while trying to connect to the Docker daemon socket at unix:///x",
                "DOCKER | Error response from daemon: This node is not a swarm manager. Use \"docker swarm init\"",
                "DOCKER | network \"proxy\" is declared as external, but could not be found.",
                "DISK | failed to register layer: write /usr/lib/libx.so: no space left on device",
                "DISK | open /srv/abra/servers/default/x.env: permission denied",
                "DISK | mkdir /srv/abra/logs: read-only file system",
                "CAPACITY | no suitable node (insufficient resources on 1 node)",
                "CAPACITY | fork/exec /usr/bin/git: cannot allocate memory",
                "REGISTRY_LIMIT | toomanyrequests: You have reached your pull rate limit.",
                "REGISTRY_LIMIT | received unexpected HTTP status: 429 Too Many Requests",
                "DNS | Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io on 10.0.0.53:53: no such host",
                "DNS | ssh: Could not resolve hostname git.example.org: Temporary failure in name resolution",
                "NETWORK | Get \"http://127.0.0.1:5999/v2/\": dial tcp 127.0.0.1:5999: connect: connection refused",
                "NETWORK | Get \"https://ghcr.io/v2/\": net/http: TLS handshake timeout",
                "NETWORK | Get \"https://10.0.0.1/v2/\": x509: cannot validate certificate for 10.0.0.1",
                "NETWORK | received unexpected HTTP status: 503 Service Unavailable",
                "NETWORK | read tcp 10.0.0.2:40000->10.0.0.3:443: read: connection reset by peer",
                "PORT_TAKEN | Error starting userland proxy: listen tcp4 0.0.0.0:25: bind: address already in use",
                "PORT_TAKEN | no suitable node (host-mode port already in use on 1 node)",
                "PORT_TAKEN | rpc error: code = InvalidArgument desc = port '25' is already in use by service 'mail_app' (x) as an ingress port"
            })
    void what_speaks_of_the_machine_is_known(EnvironmentFault trouble, String complaint) {
        assertThat(EnvironmentFault.in(complaint)).contains(trouble);
        assertThat(EnvironmentFault.in(complaint.toUpperCase(java.util.Locale.ROOT)))
                .contains(trouble);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret not generated: db_password",
                EnvironmentFault.NOT_LET_THROUGH + "Labels[x]: \"no space left on device\" is no label of an app",
                "manifest for nginx:nope not found: manifest unknown: manifest unknown",
                "pull access denied for nope/nope, repository does not exist or may require 'docker login'",
                "no matching manifest for linux/amd64 in the manifest list entries",
                "invalid reference format: repository name must be lowercase",
                "task: non-zero exit (1)",
                "task: non-zero exit (137): dockerexec: unhealthy container",
                "No such image: 127.0.0.1:5000/ccci/none:1",
                "invalid mount config for type \"bind\": bind source path does not exist: /no/such/folder",
                "no suitable node (scheduling constraints not satisfied on 1 node)",
                "network \"other\" is declared as external, but could not be found",
                "services.app.healthcheck.start_period Does not match format 'duration'",
                "failed to create shim task: OCI runtime create failed: runc create failed: unable to start container"
                        + " process: exec: \"/entrypoint.sh\": permission denied: unknown",
                "failed to create shim task: OCI runtime create failed: mkdir /srv/x: read-only file system: unknown"
            })
    void what_the_recipe_brought_about_is_not_excused(String complaint) {
        assertThat(EnvironmentFault.in(complaint)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_row_says_what_to_do(EnvironmentFault trouble) {
        assertThat(trouble.advice()).hasSizeGreaterThan(20).doesNotEndWith(".");
    }
}
