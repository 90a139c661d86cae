package coop.ccci.harness.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import coop.ccci.harness.policy.StackRequests.Request;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.socket.RecipeContents;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way out that was ever found, held against each defence alone: the policy, which reads the recipe; the filter, which
 * reads what Docker is asked, by whichever reader took the recipe for what; and what is read back of the swarm. The table
 * {@code defences.txt} says what each answers, or why it cannot see the thing.
 */
class PayloadDefencesTest {
    private static final String UNSEEN = "- ";

    @TempDir
    Path folder;

    /**
     * A line of the table.
     *
     * @param payload the name of its folder
     * @param filter what the filter says, or {@code - } and why it says nothing
     * @param readBack the same of what is read back
     */
    record Defences(String payload, String filter, String readBack) {
        static Defences parse(String line) {
            var parts = line.split("\\|", -1);
            return new Defences(parts[0].strip(), parts[1].strip(), parts[2].strip());
        }

        @Override
        public String toString() {
            return payload;
        }
    }

    static List<Defences> table() throws IOException, URISyntaxException {
        return Files.readAllLines(root().resolveSibling("defences.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Defences::parse)
                .toList();
    }

    private static Path root() throws URISyntaxException {
        return Path.of(PayloadDefencesTest.class.getResource("payloads").toURI());
    }

    @Test
    void row_21_every_payload_is_in_the_table() throws Exception {
        assertThat(table()).extracting(Defences::payload).containsExactlyElementsOf(PayloadTest.payloads());
    }

    @ParameterizedTest
    @MethodSource("table")
    void row_21_the_policy_alone_refuses_it(Defences row) throws Exception {
        var recipe = recipe(row.payload());

        if (row.payload().equals("ordinary")) {
            assertThat(recipe.judged()).isEqualTo("asks nothing of the machine");
        } else {
            assertThatThrownBy(recipe::judged).isInstanceOf(RunException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void row_21_the_filter_alone_refuses_it_or_nothing_of_it_reaches_docker(Defences row) throws Exception {
        var recipe = recipe(row.payload());
        var filter = new JudgedRequests(PayloadRecipe.APP, new RecipeContents(recipe.folder()));
        var asked = new TreeSet<String>();
        var refusals = new TreeSet<String>();
        for (var requests : recipe.requests()) {
            var outcome = filter.of(requests);
            assertThat(outcome.passed()).isEmpty();
            asked.addAll(outcome.asked());
            refusals.addAll(outcome.refusals());
        }

        if (row.filter().startsWith(UNSEEN)) {
            assertThat(asked).as(row.filter()).isEmpty();
            assertThat(refusals).isEmpty();
        } else {
            assertThat(String.join("\n", refusals)).contains(row.filter());
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void row_21_what_is_read_back_alone_tells_it_or_what_swarm_holds_is_the_ordinary_one(Defences row)
            throws Exception {
        var filter = new JudgedRequests(PayloadRecipe.APP, content -> Optional.empty());
        var ordinary = recipe("ordinary").requests().get(0);
        var passed = filter.passedOn(service(ordinary));
        configs(ordinary).forEach(filter::passedOn);
        var differences = new ArrayList<String>();
        for (var requests : recipe(row.payload()).requests()) {
            if (!requests.isEmpty()) {
                var held = service(requests).body();
                held.withObject("/TaskTemplate")
                        .set("Resources", passed.path("TaskTemplate").path("Resources"));
                differences.addAll(
                        filter.differences(JsonNodeFactory.instance.objectNode().<ObjectNode>set("Spec", held)));
                differences.addAll(filter.differencesOfConfigs(configs(requests).stream()
                        .map(config -> JsonNodeFactory.instance.objectNode().<JsonNode>set("Spec", config.body()))
                        .toList()));
            }
        }

        if (row.readBack().startsWith(UNSEEN)) {
            assertThat(differences).as(row.readBack()).isEmpty();
        } else {
            assertThat(String.join("\n", differences)).contains(row.readBack());
        }
    }

    private static List<Request> configs(List<Request> requests) {
        return requests.stream()
                .filter(request -> request.target().endsWith("/configs/create"))
                .toList();
    }

    private static Request service(List<Request> requests) {
        return requests.stream()
                .filter(request -> request.target().endsWith("/services/create"))
                .findFirst()
                .orElseThrow();
    }

    private PayloadRecipe recipe(String payload) throws IOException, URISyntaxException {
        return new PayloadRecipe(root().resolve(payload), Files.createTempDirectory(folder, "recipe"));
    }
}
