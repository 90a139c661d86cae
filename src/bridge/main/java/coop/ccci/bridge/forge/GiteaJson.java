package coop.ccci.bridge.forge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.bridge.forge.Gitea.Account;
import coop.ccci.bridge.forge.Gitea.PullRequest;
import coop.ccci.bridge.forge.Gitea.TimelineEntry;
import coop.ccci.bridge.http.RestResponse;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.contract.Commit;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the JSON of Gitea's API. */
final class GiteaJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PULL_NUMBER = Pattern.compile("/pulls/(\\d{1,9})$");

    private GiteaJson() {}

    /** Returns a time as Gitea takes it: RFC 3339, in seconds. */
    static String time(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    static <T> List<T> list(RestResponse answer, Function<JsonNode, T> shape) {
        var items = new ArrayList<T>();
        answer.body().forEach(item -> items.add(shape.apply(item)));
        return List.copyOf(items);
    }

    static Account account(JsonNode json) {
        return new Account(json.path("id").asLong(), json.path("login").asText());
    }

    static ForgeComment comment(JsonNode json) {
        var pull = PULL_NUMBER.matcher(json.path("pull_request_url").asText(""));
        return new ForgeComment(
                json.path("id").asLong(),
                account(json.path("user")),
                json.path("body").asText(""),
                pull.find() ? Optional.of(Integer.valueOf(pull.group(1))) : Optional.empty(),
                instant(json.path("created_at")),
                instant(json.path("updated_at")));
    }

    static PullRequest pullRequest(JsonNode json) {
        try {
            return new PullRequest(
                    json.path("number").asInt(),
                    json.path("state").asText().equals("open"),
                    new Commit(json.path("head").path("sha").asText()));
        } catch (IllegalArgumentException e) {
            throw new ForgeUnavailableException("Gitea does not know the head of pull request "
                    + json.path("number").asInt() + " yet");
        }
    }

    static Optional<ChangedPullRequests.PullRequestRef> place(JsonNode json) {
        try {
            return Optional.of(new ChangedPullRequests.PullRequestRef(
                    Repository.parse(json.path("repository").path("full_name").asText()),
                    json.path("number").asInt()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static TimelineEntry timelineEntry(JsonNode json) {
        var commits = new ArrayList<Commit>();
        var type = json.path("type").asText("");
        if (type.equals("pull_push")) {
            try {
                JSON.readTree(json.path("body").asText(""))
                        .path("commit_ids")
                        .forEach(id -> commits.add(new Commit(id.asText())));
            } catch (JsonProcessingException | IllegalArgumentException e) {
                throw new ForgeUnavailableException(
                        "Gitea's timeline has a push that cannot be read: " + e.getMessage());
            }
        }
        return new TimelineEntry(json.path("id").asLong(), type, List.copyOf(commits));
    }

    private static Instant instant(JsonNode json) {
        try {
            return OffsetDateTime.parse(json.asText()).toInstant();
        } catch (DateTimeException e) {
            throw new ForgeUnavailableException("Gitea gave a time that cannot be read: " + json.asText());
        }
    }
}
