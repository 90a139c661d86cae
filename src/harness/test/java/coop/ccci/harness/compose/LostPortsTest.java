package coop.ccci.harness.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class LostPortsTest {
    private static final String BOTH = "services: {app: {ports: ['64738:64738', '64738:64738/udp']}}";

    private static Compose files(String... texts) {
        var documents = new LinkedHashMap<String, ComposeValue>();
        for (var text : texts) {
            var name = documents.isEmpty() ? "compose.yml" : "compose." + documents.size() + ".yml";
            documents.put(name, StrictYaml.read(name, text));
        }
        return new Compose(documents);
    }

    private static List<String> lost(String... texts) {
        return LostPorts.of(files(texts)).stream().map(LostPorts.Lost::toString).toList();
    }

    @Test
    void two_protocols_at_one_number_of_one_file_are_both_there() {
        assertThat(lost(BOTH)).isEmpty();
        assertThat(lost(BOTH, "services: {db: {image: x}}")).isEmpty();
        assertThat(lost("services: {app: {image: x}}", BOTH)).isEmpty();
    }

    @Test
    void a_file_that_is_laid_over_them_loses_one_also_where_it_has_no_ports() {
        assertThat(lost(BOTH, "services: {app: {environment: {A: 1}}}"))
                .containsExactly("compose.yml:1: service app publishes 64738/tcp, and on a swarm it does not: where"
                        + " compose.1.yml is laid over it, Docker keeps one port of each published number, and here that is"
                        + " 64738/udp; publish each protocol at a number of its own, or say what compose.1.yml says of app"
                        + " in the file with its ports");
    }

    @Test
    void a_protocol_that_an_overlay_adds_takes_the_place_of_the_other() {
        var ports = "services: {app: {ports: [{target: 64738, published: 64738, protocol: %s, mode: host}]}}";
        assertThat(lost(ports.formatted("tcp"), ports.formatted("udp")))
                .singleElement()
                .asString()
                .startsWith("compose.yml:1: service app publishes 64738/tcp")
                .contains("here that is 64738/udp");
    }

    @Test
    void an_overlay_that_leads_a_number_elsewhere_means_it() {
        assertThat(lost(
                        "services: {app: {ports: ['8080:80', '9000-9002:9000-9002/udp']}}",
                        "services: {app: {ports: ['8080:8000', '9001:1/udp', '22222:22']}}"))
                .isEmpty();
    }

    @Test
    void of_ports_without_a_number_one_is_left() {
        assertThat(lost("services: {app: {ports: [80, '443']}}", "services: {app: {image: x}}"))
                .singleElement()
                .asString()
                .contains("publishes 80/tcp", "have no published number", "here that is 443/tcp", "give each a");
        assertThat(lost("services: {app: {ports: [80]}}", "services: {app: {ports: [80]}}"))
                .isEmpty();
    }

    @Test
    void a_range_is_as_many_ports() {
        assertThat(lost(
                        "services: {app: {ports: ['50000-50002:50000-50002/udp', '127.0.0.1:50001:50001']}}",
                        "services: {app: {labels: [a]}}"))
                .singleElement()
                .asString()
                .contains("publishes 50001/udp", "here that is 50001/tcp");
    }

    @Test
    void what_a_recipe_s_folder_lays_over_it_counts_too() {
        var overlay = ComposeOverlay.parse(
                ComposeOverlay.Kind.EVERY_DEPLOY, "o.yml", "services: {app: {environment: {A: 1}}}");
        assertThat(LostPorts.of(files(BOTH), overlay)).singleElement().satisfies(port -> assertThat(port.by())
                .isEqualTo("compose.ccci.yml"));
        assertThat(LostPorts.of(files("services: {app: {ports: ['80:80']}}"), overlay))
                .isEmpty();
    }
}
