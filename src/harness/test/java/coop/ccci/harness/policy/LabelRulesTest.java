package coop.ccci.harness.policy;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.harness.compose.LabelViolation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelRulesTest {
    private static final String STACK = "gues-0a1b2c_ci_example_org";
    private static final String DOMAIN = "gues-0a1b2c.ci.example.org";
    private static final String OTHER = "cust-abcdef_ci_example_org";

    /** {@code S}, {@code D} and {@code O} in capitals between angle brackets stand for the app's stack, its domain, and another stack. */
    private static List<LabelViolation> judge(String... labels) {
        var map = new HashMap<String, String>();
        for (var label : labels) {
            var parts = label.replace("<S>", STACK)
                    .replace("<D>", DOMAIN)
                    .replace("<O>", OTHER)
                    .split("=", 2);
            map.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return LabelRules.findings(map, STACK, DOMAIN);
    }

    @Test
    void row_21_the_labels_of_ordinary_recipes_pass() {
        assertThat(judge(
                        "traefik.enable=true",
                        "traefik.docker.network=proxy",
                        "traefik.swarm.network=proxy",
                        "traefik.http.services.<S>.loadbalancer.server.port=4000",
                        "traefik.http.services.<S>.loadbalancer.server.scheme=https",
                        "traefik.http.services.<S>.loadbalancer.sticky.cookie.httponly=true",
                        "traefik.http.services.<S>.loadbalancer.healthcheck.path=/ping",
                        "traefik.http.services.<S>.loadbalancer.serverstransport=insecure@file",
                        "traefik.http.routers.<S>.rule=Host(`<D>`)",
                        "traefik.http.routers.<S>.entrypoints=web-secure",
                        "traefik.http.routers.<S>.tls.certresolver=",
                        "traefik.http.routers.<S>.tls.options=default@file",
                        "traefik.http.routers.<S>.tls.domains[0].main=<D>",
                        "traefik.http.routers.<S>.tls.domains[0].sans=www.<D>, *.<D>",
                        "traefik.http.routers.<S>.priority=10",
                        "traefik.http.routers.<S>.service=<S>",
                        "traefik.http.routers.<S>.middlewares=<S>-redirect, security@file,<S>_strip@swarm",
                        "traefik.http.routers.<S>-api.Rule=Host(`<D>`) && (PathPrefix(`/api`) || PathPrefix(`/auth`))",
                        "traefik.http.routers.<S>-api.EntryPoints=web-secure",
                        "traefik.http.routers.<S>_www.service=noop@internal",
                        "traefik.http.middlewares.<S>-redirect.headers.SSLForceHost=true",
                        "traefik.http.middlewares.<S>-redirect.headers.SSLHost=<D>",
                        "traefik.http.middlewares.<S>-redirect.headers.customresponseheaders.X-Frame-Options=DENY",
                        "traefik.http.middlewares.<S>-dav.replacepathregex.regex=^/.well-known/(card|cal)dav",
                        "traefik.http.middlewares.<S>-dav.redirectregex.replacement=https://$1/remote.php/dav/",
                        "traefik.http.middlewares.<S>-www.redirectregex.replacement=https://<D>/$${1}",
                        "traefik.http.middlewares.<S>-up.redirectregex.replacement=/login",
                        "traefik.http.middlewares.<S>_strip.stripprefix.prefixes=/notes",
                        "traefik.http.middlewares.<S>_basicauth.basicauth.usersFile=/run/secrets/usersfile",
                        "traefik.http.middlewares.<S>_basicauth.basicauth.users=a:$apr1$x",
                        "traefik.http.middlewares.<S>-auth.forwardauth.address=http://<S>_auth:9091/api/verify?rd=x",
                        "traefik.http.middlewares.<S>-auth.forwardauth.authResponseHeaders=Remote-User",
                        "traefik.http.middlewares.<S>-errors.errors.service=<S>",
                        "traefik.http.middlewares.<S>-all.chain.middlewares=<S>-auth,<S>-dav",
                        "traefik.tcp.routers.<S>-ssh.rule=HostSNI(`*`)",
                        "traefik.tcp.routers.<S>-ssh.entrypoints=gitea-ssh",
                        "traefik.tcp.services.<S>-ssh.loadbalancer.server.port=2222",
                        "traefik.tcp.routers.<S>-tls.rule=HostSNI(`<D>`)",
                        "traefik.tcp.routers.<S>-tls.tls.passthrough=true",
                        "traefik.udp.routers.<S>-voice.entrypoints=mumble-udp",
                        "traefik.udp.services.<S>-voice.loadbalancer.server.port=64738",
                        "coop-cloud.<S>.version=1.0.0+2.0.0",
                        "coop-cloud.<S>.timeout=120",
                        "backupbot.backup=true",
                        "backupbot.backup.path=/srv/dump.txt,/var/www",
                        "backupbot.backup.pre-hook=/pg_backup.sh backup ../x",
                        "backupbot.backup.volumes.db_data=false",
                        "backupbot.backup.volumes.db-data.path=backup.sql",
                        "backupbot.restore.post-hook=/pg_backup.sh restore",
                        "swarm.cronjob.enable=true",
                        "canary="))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host(`<D>`) || Host(`www.<D>`)",
                "Host(`<D>`, `www.<D>`)",
                "Host(`GUES-0A1B2C.ci.example.org`)",
                "(Host(`<D>`) || HostRegexp(`^(de|en)\\.<D>$`)) && !Path(`/admin`)",
                "HostRegexp(`{site:[a-z]+}.<D>`)",
                "HostRegexp(`^.+\\.gues-0a1b2c\\.ci\\.example\\.org$`)",
                "PathPrefix(`/`) && Host(`<D>`)"
            })
    void row_21_a_rule_that_names_the_app_s_own_hosts_passes(String rule) {
        assertThat(judge("traefik.http.routers.<S>.rule=" + rule)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host(`traefik.example.org`)",
                "Host(`<D>`) || Host(`cloud.example.org`)",
                "Host(`<D>`, `cloud.example.org`)",
                "Host(`x<D>`)",
                "Host(`<D>.evil.example`)",
                "Host(`ci.example.org`)",
                "Host(`*`)",
                "HostRegexp(`.*`)",
                "HostRegexp(`^.+\\.<D>$|.*`)",
                "HostRegexp(`.*|^.+\\.<D>$`)",
                "HostRegexp(`(?i)x|(y)\\.<D>$`)",
                "HostRegexp(`\\.<D>`)",
                "HostRegexp(`{any:.*}`)",
                "HostRegexp(`{a:x|y}.<D>`)",
                "PathPrefix(`/`)",
                "!Host(`<D>`)",
                "Host(`<D>`) || PathPrefix(`/.well-known`)",
                "Method(`GET`) || Host(`<D>`)",
                "Header(`X`, `<D>`)",
                "Host(\"<D>\\x00\")",
                "Host(`<D>`",
                "Host(`<D>`) /* x */"
            })
    void row_21_a_rule_that_takes_what_is_meant_for_another_host_is_refused(String rule) {
        assertThat(judge("traefik.http.routers.<S>.rule=" + rule))
                .singleElement()
                .asString()
                .contains(".rule: the rule ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "traefik.http.routers.<O>.rule=Host(`<D>`) | another app may have",
                "traefik.http.routers.traefik.rule=Host(`<D>`) | another app may have",
                "TRAEFIK.HTTP.Routers.api.Middlewares=x | another app may have",
                "traefik.http.services.<O>.loadbalancer.server.port=80 | another app may have",
                "traefik.http.middlewares.security.headers.stsseconds=1 | another app may have",
                "traefik.http.routers.<S>.service=api@internal | it leads to api@internal",
                "traefik.http.routers.<S>.service=<O> | it leads to",
                "traefik.http.routers.<S>.service=<S>@file | it leads to",
                "traefik.http.routers.<S>.middlewares=<S>-a,<O>-auth@docker | it names",
                "traefik.http.routers.<S>.middlewares=dashboard_redirect@internal | it names",
                "traefik.http.routers.<S>.entrypoints=web-secure,traefik | dashboard",
                "traefik.http.routers.<S>.priority=9223372036854775806 | above that of",
                "traefik.http.routers.<S>.priority=1000001 | above that of",
                "traefik.http.routers.<S>.tls.domains[0].main=example.org | a certificate for example.org",
                "traefik.http.routers.<S>.tls.domains[0].sans=<D>,*.example.org | a certificate for *.example.org",
                "traefik.http.routers.<S>.rules=x | no setting of a router",
                "traefik.http.routers.<S>=x | none of the labels",
                "traefik.http.services.<S>.loadbalancer.server.url=http://10.0.0.1 | the address",
                "traefik.http.services.<S>.loadbalancer.servers[0].url=http://10.0.0.1 | the address",
                "traefik.tcp.services.<S>.loadbalancer.server.address=10.0.0.1:5432 | the address",
                "traefik.http.services.<S>.loadbalancer.server.port=80@x | the port 80@x is none",
                "traefik.http.services.<S>.loadbalancer.server.port=70000 | is none",
                "traefik.http.services.<S>.weighted.services[0].name=<O> | no setting of a service",
                "traefik.http.services.<S>.mirroring.service=<S> | no setting of a service",
                "traefik.http.middlewares.<S>.forwardauth.address=http://10.0.0.1/latest | which is not the app's own",
                "traefik.http.middlewares.<S>.forwardauth.address=http://app:80/ | which is not the app's own",
                "traefik.http.middlewares.<S>.forwardauth.address=http://<D>@evil.example/ | which is not the app's own",
                "traefik.http.middlewares.<S>.forwardauth.tls.ca=/etc/shadow | no setting of forwardauth",
                "traefik.http.middlewares.<S>.basicauth.usersfile=/run/secrets/dns_token | its own file",
                "traefik.http.middlewares.<S>.redirectregex.replacement=https://evil.example/$1 | it sends people to",
                "traefik.http.middlewares.<S>.redirectregex.replacement=https://evil.example$1 | it sends people to",
                "traefik.http.middlewares.<S>.redirectregex.replacement=//evil.example/ | it sends people to",
                "traefik.http.middlewares.<S>.headers.SSLHost=evil.example | it sends people to",
                "traefik.http.middlewares.<S>.errors.service=<O> | it leads to",
                "traefik.http.middlewares.<S>.chain.middlewares=<O>-auth | it names",
                "traefik.http.middlewares.<S>.ratelimit.redis.endpoints=10.0.0.1:6379 | another host",
                "traefik.http.middlewares.<S>.plugin.x.y=z | no middleware that an app may have",
                "traefik.tcp.routers.<S>.rule=HostSNI(`*`) | every connection",
                "traefik.udp.routers.<S>.entrypoints=web-secure | shared",
                "traefik.tls.stores.default.defaultcertificate.certfile=/x | none of the labels",
                "traefik.http.serverstransports.<S>.rootcas=/x | neither of a router",
                "traefik.frontend.rule=Host:other.example | none of the labels",
                "traefik.=x | none of the labels",
                "backupbot.backup.volumes.data.path=../../traefik/_data | leads out of the volume",
                "backupbot.backup.volumes.data.path=a,../b | leads out of the volume",
                "backupbot.backup.path=/srv/.. | leads out of the volume",
                "backupbot.backup.volumes.../x.path=a | is not the name of a volume",
                "com.docker.stack.namespace=<O> | Docker's own"
            })
    void row_21_a_label_that_reaches_beyond_the_app_is_refused(String label, String why) {
        assertThat(judge(label)).singleElement().asString().contains(why);
    }

    @Test
    void row_21_a_connection_without_a_host_needs_an_entry_point_that_nobody_shares_however_it_is_spelled() {
        var rule = "traefik.tcp.routers.<S>.rule=HostSNI(`*`)";

        assertThat(judge(rule, "traefik.tcp.routers.<S>.entryPoints=web-secure"))
                .hasSize(1);
        assertThat(judge(rule, "traefik.tcp.routers.<S>.entrypoints=ssb,web-secure"))
                .hasSize(1);
        assertThat(judge(
                        rule,
                        "traefik.tcp.routers.<S>.entrypoints=ssb",
                        "Traefik.tcp.routers.<S>.EntryPoints=web-secure"))
                .hasSize(1);
        assertThat(judge(rule, "traefik.tcp.routers.<S>.EntryPoints=ssb-muxrpc"))
                .isEmpty();
    }

    @Test
    void what_is_shown_of_a_label_is_bounded_and_has_no_control_characters() {
        var found = LabelRules.findings(
                Map.of("traefik.http.routers.x\u001b[31m." + "y".repeat(5000), "v".repeat(5000)), STACK, DOMAIN);

        assertThat(found).singleElement().asString().hasSizeLessThan(700).doesNotContain("\u001b");
    }
}
