package coop.ccci.bridge.forge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.bridge.fake.HostileJson;
import coop.ccci.bridge.forge.Forges.ForgeRefusedException;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.http.RestResponse;
import coop.ccci.bridge.ledger.Repository;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever Gitea answers, it is read, or the step waits: nothing else is thrown, and nothing goes on without end. */
class GiteaAnswersFuzzTest {
    private static final Repository RECIPE = Repository.parse("recipe-maintainers/custom-html");
    private static final int MAX_REQUESTS = 250;

    @Property(seed = "7")
    void an_answer_is_read_or_the_step_waits(@ForAll("answers") JsonNode answer) {
        var questions = List.<Consumer<Gitea>>of(
                Gitea::bot,
                gitea -> gitea.account("maya"),
                gitea -> gitea.repository(7),
                gitea -> gitea.repository(RECIPE),
                gitea -> gitea.comment(RECIPE, 1, 7),
                gitea -> gitea.pullRequest(RECIPE, 1),
                gitea -> gitea.timelineSince(RECIPE, 1, 7),
                gitea -> gitea.writtenSince(RECIPE, 1, Instant.EPOCH));
        for (var question : questions) {
            var requests = new int[1];
            var gitea = new Gitea(
                    Repository.FIRST_FORGE,
                    URI.create("https://git.example.org"),
                    request -> {
                        requests[0]++;
                        assertThat(requests[0]).as("requests for one question").isLessThan(MAX_REQUESTS);
                        return new RestResponse(200, answer, OptionalInt.of(3), Optional.of(Instant.EPOCH));
                    },
                    new ForgeHealth(),
                    name -> name);
            try {
                question.accept(gitea);
            } catch (ForgeUnavailableException | ForgeRefusedException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Provide
    Arbitrary<JsonNode> answers() {
        return HostileJson.of(List.of(
                "id",
                "login",
                "full_name",
                "type",
                "user",
                "body",
                "created_at",
                "updated_at",
                "number",
                "state",
                "head",
                "sha",
                "base",
                "ref",
                "pull_request_url",
                "repository",
                "commit_ids"));
    }
}
