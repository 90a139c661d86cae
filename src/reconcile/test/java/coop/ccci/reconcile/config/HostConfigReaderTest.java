package coop.ccci.reconcile.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a {@code host.json} may say; the one that our NixOS modules make is one of them. */
class HostConfigReaderTest {
    private static final Path GOLDEN = Path.of("../../nix/tests/units/host.json");

    @Test
    void what_the_nixos_modules_write_is_read_whole() {
        var config = HostConfigReader.read(GOLDEN);

        assertThat(config.parts()).containsExactly(PartName.values());
        assertThat(config.domain()).isEqualTo("ci.example.org");
        assertThat(config.recipes()).containsOnlyKeys(PartName.PROXY, PartName.DRONE, PartName.BACKUPBOT);
        assertThat(config.recipes().get(PartName.PROXY).secrets())
                .extracting(RecipeWish.SecretWish::versionKey)
                .containsExactly("SECRET_WILDCARD_CERT_VERSION", "SECRET_WILDCARD_KEY_VERSION");
        assertThat(config.recipes().get(PartName.DRONE).secrets())
                .extracting(RecipeWish.SecretWish::versionKey)
                .containsExactly("SECRET_CLIENT_SECRET_VERSION", "SECRET_RPC_SECRET_VERSION");
        assertThat(config.bridge().orElseThrow().runs()).hasToString("/var/lib/cc-ci/runs");
    }

    @Test
    void a_host_of_a_swarm_alone_needs_no_more_than_that() {
        var config = HostConfigReader.parse(
                "host.json", "{'version':1,'domain':'a.b','parts':['swarm']}".replace('\'', '"'));

        assertThat(config.parts()).containsExactly(PartName.SWARM);
        assertThat(config.advertiseAddress()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                                   | it is no JSON",
                "[]                                                  | it is not an object",
                "{'version':2,'domain':'a','parts':['swarm']}        | version is not 1, which is what this cc-ci reads",
                "{'version':1,'parts':['swarm']}                     | domain is missing or empty",
                "{'version':1,'domain':'a'}                          | parts is missing or empty; it is a list",
                "{'version':1,'domain':'a','parts':['swam']}         | there is no part \"swam\"; there are swarm, proxy",
                "{'version':1,'domain':'a','parts':['drone','swarm'],'drone':{}} | parts: each stands once, in this order",
                "{'version':1,'domain':'a','parts':['swarm','proxy']} | parts names proxy, and there is no key proxy",
                "{'version':1,'domain':'a','parts':['swarm'],'colour':1} | colour is not known",
                "{'version':1,'domain':'a','parts':['dashboard'],'dashboard':{}} | parts names dashboard, and there is no key bridge",
                "{'version':1,'domain':'a','parts':['bridge'],'bridge':{}} | bridge.ledgerImage is missing or empty",
                "{'version':1,'domain':'a','parts':['swarm'],'swarm':{'colour':1}} | swarm.colour is not known",
                "{'version':1,'domain':'a','parts':['swarm'],'swarm':{'advertiseAddress':1}} | swarm.advertiseAddress is not a text",
                "{'version':1,'domain':'a','parts':['swarm'],'backupbot':{'secrets':{'a':'b'}}} | backupbot.secrets.a is \"b\"; it must be an absolute path",
                "{'version':1,'domain':'a','parts':['swarm'],'backupbot':{'settings':{'a b':'b'}}} | backupbot.settings: \"a b\" is no name of a setting"
            })
    void what_is_wrong_is_named_by_its_key_with_what_is_allowed(String text, String sentence) {
        assertThatThrownBy(
                        () -> HostConfigReader.parse("host.json", text.strip().replace('\'', '"')))
                .isInstanceOf(HostConfigException.class)
                .hasMessageStartingWith("host.json: ")
                .hasMessageContaining(sentence.strip());
    }
}
