package coop.ccci.bridge.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import coop.ccci.bridge.ledger.Repositories;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.trigger.CommandWords;
import coop.ccci.bridge.trigger.SeenComment;
import coop.ccci.bridge.webhook.WebhookEndpoint.Delivery;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Finds in a delivery which comment was written. Only its ids are used. That a comment is no command is taken from
 * the delivery too, since it can do no harm: polling asks the forge itself.
 */
public final class CommentEventParser {
    private final Repositories repositories;

    /** Reads deliveries about those repositories: a renamed one is recorded under the name that the ledger has. */
    CommentEventParser(Repositories repositories) {
        this.repositories = repositories;
    }

    private static final int MAX_DEPTH = 32;
    private static final Set<String> EVENTS = Set.of("issue_comment", "pull_request_comment");

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Returns the comment that was written.
     *
     * @return empty when the delivery is about something else: another event, an edit, an issue, a comment that is
     *     no command
     * @throws RejectedDeliveryException when it is not what a forge sends
     */
    public Optional<SeenComment> read(Delivery delivery) {
        var events = delivery.events().stream().distinct().toList();
        if (events.size() != 1) {
            throw new RejectedDeliveryException(
                    400, "the delivery must name one event, in X-Gitea-Event or X-Forgejo-Event");
        }
        if (!EVENTS.contains(events.get(0))) {
            return Optional.empty();
        }
        var payload = parse(delivery.body());
        if (!payload.path("action").asText().equals("created")
                || !payload.path("is_pull").asBoolean()
                || CommandWords.parse(payload.path("comment").path("body").asText())
                        .isEmpty()) {
            return Optional.empty();
        }
        return comment(payload);
    }

    private static JsonNode parse(byte[] body) {
        try {
            var payload = JSON.readTree(body);
            if (!payload.isObject()) {
                throw new RejectedDeliveryException(400, "the body is not a JSON object");
            }
            return payload;
        } catch (IOException e) {
            throw new RejectedDeliveryException(400, "the body is not JSON");
        }
    }

    private Optional<SeenComment> comment(JsonNode payload) {
        var id = payload.path("comment").path("id");
        var number = payload.path("issue").path("number");
        var repository = payload.path("repository").path("full_name");
        if (!id.canConvertToLong()
                || !id.isIntegralNumber()
                || !number.canConvertToInt()
                || !number.isIntegralNumber()) {
            throw new RejectedDeliveryException(400, "the delivery has no comment.id or no issue.number");
        }
        try {
            return repositories
                    .nameOf(payload.path("repository").path("id").asLong(), Repository.parse(repository.asText()))
                    .map(name -> new SeenComment(
                            new Comment(name, number.asInt(), id.asLong()),
                            payload.at("/comment/user/id").asLong()));
        } catch (IllegalArgumentException e) {
            throw new RejectedDeliveryException(
                    400, "the delivery does not name a comment of a repository: " + e.getMessage());
        }
    }
}
