package coop.ccci.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.host.Waiter;
import coop.ccci.reconcile.bridge.BridgePart;
import coop.ccci.reconcile.config.HostConfig;
import coop.ccci.reconcile.config.HostConfigReader;
import coop.ccci.reconcile.config.PartName;
import coop.ccci.reconcile.document.DocumentedCommands;
import coop.ccci.reconcile.nix.FlakeFixture;
import coop.ccci.reconcile.part.HostPart;
import coop.ccci.reconcile.part.NothingOutside;
import coop.ccci.reconcile.part.PartOutcome;
import coop.ccci.reconcile.part.PartRunner;
import coop.ccci.reconcile.recipe.AbraApps;
import coop.ccci.reconcile.recipe.RecipePart;
import coop.ccci.reconcile.swarm.SwarmCalls;
import coop.ccci.reconcile.swarm.SwarmPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each secret of docs/secrets.md renewed on the example host: whoever the table says reads it gets the new one, nobody else moves. */
class RotationTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z_]+/[a-z_]+)` \\| (?:external|internal) \\| ([a-z, -]+) \\|");
    private static final Pattern DECLARED = Pattern.compile("(?m)^secret (\\S+) [0-7]{4} (\\S+)$");
    private static final Set<String> PARTS =
            Arrays.stream(PartName.values()).map(PartName::text).collect(Collectors.toSet());

    private static final String LEDGER = "cc-ci_ledger_";

    @TempDir
    private Path folder;

    private final Map<String, Path> files = new TreeMap<>();
    private FakeHost host;
    private HostConfig config;
    private long clock;

    @BeforeEach
    void setUp() throws IOException {
        for (var declared : all(DECLARED, "nix/tests/units/sops.txt")) {
            var file = Path.of(here(declared.group(2)));
            Files.createDirectories(file.getParent());
            files.put(declared.group(1), Files.writeString(file, "the first " + declared.group(1)));
        }
        var text = here(Files.readString(FlakeFixture.ROOT.resolve("nix/tests/units/host.json")))
                .replace("/nix/store/@hash@-stream-cc-ci-bridge", "/nix/store/content");
        config = HostConfigReader.read(Files.writeString(folder.resolve("host.json"), text));
        host = FakeHost.withSwarm(folder.resolve("abra"));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void whoever_reads_it_gets_the_new_one_and_the_old_one_is_gone(String name, Set<String> readers)
            throws IOException {
        assertThat(reconcile()).doesNotContainValue(PartOutcome.FAILED);
        assertThat(everythingThatIsDeployed()).contains("the first " + name);

        Files.writeString(files.get(name), "the second " + name);
        var moved = reconcile();

        assertThat(moved).doesNotContainValue(PartOutcome.FAILED);
        assertThat(moved.keySet().stream().filter(part -> moved.get(part) == PartOutcome.CHANGED))
                .extracting(PartName::text)
                .containsExactlyInAnyOrderElementsOf(readers);
        assertThat(everythingThatIsDeployed()).contains("the second " + name).doesNotContain("the first " + name);
        assertThat(reconcile().values()).containsOnly(PartOutcome.UNCHANGED);
    }

    @Test
    void by_the_commands_of_the_document_the_ledger_has_other_passwords() throws IOException {
        var commands = DocumentedCommands.of("docs/secrets.md", "### The ledger's passwords")
                .blocks()
                .get(0);
        reconcile();
        var first = Map.copyOf(passwords());

        var services = host.services.keySet().stream()
                .filter(name -> name.startsWith("cc-ci"))
                .toList();
        assertThat(services).hasSize(3).allMatch(name -> commands.contains(" " + name));
        assertThat(commands).contains("grep '^" + LEDGER + "'");
        host.services.keySet().removeAll(services);
        passwords().clear();

        assertThat(reconcile()).doesNotContainValue(PartOutcome.FAILED);
        assertThat(passwords()).hasSize(2).doesNotContainKeys(first.keySet().toArray(String[]::new));
        assertThat(passwords().values()).doesNotContainAnyElementsOf(first.values());
        assertThat(reconcile().values()).containsOnly(PartOutcome.UNCHANGED);
    }

    private Map<String, String> passwords() {
        return host.secrets.subMap(LEDGER, LEDGER + "~");
    }

    /** Drone's runner is no part: docs/secrets.md says that it is started again by hand. */
    static Stream<Arguments> secrets() throws IOException {
        var declared = all(DECLARED, "nix/tests/units/sops.txt").stream()
                .map(each -> each.group(1))
                .collect(Collectors.toSet());
        return all(ROW, "docs/secrets.md").stream()
                .filter(row -> declared.contains(row.group(1)))
                .map(row -> {
                    var readers = new TreeSet<>(Set.of(row.group(2).split(", ")));
                    readers.retainAll(PARTS);
                    return Arguments.of(row.group(1), readers);
                });
    }

    private static Set<MatchResult> all(Pattern pattern, String file) throws IOException {
        return pattern.matcher(Files.readString(FlakeFixture.ROOT.resolve(file)))
                .results()
                .collect(Collectors.toSet());
    }

    private String here(String text) {
        return text.replace("/run/secrets/", folder.resolve("secrets") + "/")
                .replace("/var/lib/", folder.resolve("var") + "/");
    }

    /** Secrets of the swarm, and settings of apps. */
    private String everythingThatIsDeployed() throws IOException {
        var text = new StringBuilder(host.secrets.values().toString());
        try (var envs = Files.list(folder.resolve("abra/servers/default"))) {
            for (var env : envs.toList()) {
                text.append(Files.readString(env));
            }
        }
        return text.toString();
    }

    private Map<PartName, PartOutcome> reconcile() {
        var waiter = new Waiter(() -> clock, time -> clock += time.toNanos(), Duration.ofSeconds(1));
        var outcomes = new EnumMap<PartName, PartOutcome>(PartName.class);
        config.parts().forEach(part -> outcomes.put(part, new PartRunner(waiter, line -> {}).reconcile(part(part))));
        return outcomes;
    }

    private HostPart part(PartName name) {
        var docker = new SwarmCalls(host);
        return switch (name) {
            case SWARM -> new SwarmPart(docker, config.advertiseAddress());
            case PROXY, DRONE, BACKUPBOT ->
                new RecipePart(
                        name,
                        config.recipes().get(name),
                        docker,
                        new AbraApps(host, host.abraDir()),
                        new NothingOutside());
            case BRIDGE -> BridgePart.bridge(config.bridge().orElseThrow(), docker, new NothingOutside());
            case DASHBOARD -> BridgePart.dashboard(config.bridge().orElseThrow(), docker, new NothingOutside());
        };
    }
}
