package coop.ccci.bridge.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import coop.ccci.bridge.ledger.Repositories;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.trigger.CommandWords;
import coop.ccci.bridge.trigger.CommentPoll.SeenComment;
import coop.ccci.bridge.webhook.CommentEventParser.CommentEvent.Writer;
import coop.ccci.bridge.webhook.WebhookEndpoint.Delivery;
import coop.ccci.bridge.webhook.WebhookEndpoint.RejectedDeliveryException;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Message;

/**
 * Finds in a delivery which comment was written. Only its ids are used. That a comment is no command is taken from
 * the delivery too, since it can do no harm: polling asks the forge itself.
 */
public final class CommentEventParser {
    private static final Set<String> EVENTS = Set.of("issue_comment", "pull_request_comment");

    private final Repositories repositories;
    private final String forge;

    /**
     * Reads deliveries about those repositories: a renamed one is recorded under the name that the ledger has.
     *
     * @param forge the key of the forge that sends them
     */
    CommentEventParser(Repositories repositories, String forge) {
        this.repositories = repositories;
        this.forge = forge;
    }

    /**
     * Returns the bytes of the payload of a delivery about a comment; null for one about something else, of which nothing is read.
     *
     * @throws RejectedDeliveryException when it does not say what it is about
     */
    public byte[] payload(Delivery delivery) {
        var events = delivery.events().stream().distinct().toList();
        if (events.size() != 1) {
            throw new RejectedDeliveryException(
                    400, "the delivery must name one event, in X-Gitea-Event or X-Forgejo-Event");
        }
        return EVENTS.contains(events.get(0)) ? delivery.body() : null;
    }

    /**
     * Returns the comment that was written, of a message with a {@link CommentEvent}; null when it is about something else: an edit,
     * an issue, a comment that is no command.
     *
     * @throws RejectedDeliveryException when it is not what a forge sends
     */
    public SeenComment find(Message message) {
        var event = message.getBody(CommentEvent.class);
        if (event == null) {
            throw new RejectedDeliveryException(400, "the body is not a JSON object");
        }
        return find(event).orElse(null);
    }

    private Optional<SeenComment> find(CommentEvent event) {
        var isCommand = "created".equals(event.action())
                && event.isPull()
                && Optional.ofNullable(event.comment())
                        .flatMap(comment -> Optional.ofNullable(comment.body()))
                        .flatMap(CommandWords::parse)
                        .isPresent();
        return isCommand ? comment(event) : Optional.empty();
    }

    private Optional<SeenComment> comment(CommentEvent event) {
        var id = event.comment().id();
        if (id == null || event.issue() == null || event.issue().number() == null) {
            throw new RejectedDeliveryException(400, "the delivery has no comment.id or no issue.number");
        }
        if (event.repository() == null || event.repository().fullName() == null) {
            throw new RejectedDeliveryException(400, "the delivery has no repository.full_name");
        }
        var writer = Optional.ofNullable(event.comment().user()).map(Writer::id).orElse(0L);
        try {
            return repositories
                    .nameOf(
                            event.repository().id(),
                            Repository.parse(forge, event.repository().fullName()))
                    .map(name -> new SeenComment(new Comment(name, event.issue().number(), id), writer));
        } catch (IllegalArgumentException e) {
            throw new RejectedDeliveryException(
                    400, "the delivery does not name a comment of a repository: " + e.getMessage());
        }
    }

    /**
     * What is read of the payload of a delivery about a comment; all of it may be missing.
     *
     * @param action {@code created} for a new comment
     * @param isPull whether it stands on a pull request
     * @param comment the comment
     * @param issue the pull request
     * @param repository where it is
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record CommentEvent(
            String action,
            @JsonProperty("is_pull") boolean isPull,
            WrittenComment comment,
            NumberedIssue issue,
            NamedRepository repository) {
        private static final int MAX_DEPTH = 32;

        /**
         * Returns the mapper that reads it. What nobody's forge sends is refused, and not made to fit: a name that is there twice, a
         * number in quotation marks or with a fraction, anything behind the end.
         */
        static ObjectMapper mapper() {
            return JsonMapper.builder(JsonFactory.builder()
                            .streamReadConstraints(StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .build())
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .build();
        }

        /**
         * A comment.
         *
         * @param id the forge's number of it
         * @param body its text
         * @param user who wrote it
         */
        @JsonIgnoreProperties(ignoreUnknown = true)
        record WrittenComment(Long id, String body, Writer user) {}

        /**
         * An account.
         *
         * @param id the forge's number of it
         */
        @JsonIgnoreProperties(ignoreUnknown = true)
        record Writer(long id) {}

        /**
         * A pull request.
         *
         * @param number its number in the repository
         */
        @JsonIgnoreProperties(ignoreUnknown = true)
        record NumberedIssue(Integer number) {}

        /**
         * A repository.
         *
         * @param id the forge's number of it
         * @param fullName as {@code owner/name}
         */
        @JsonIgnoreProperties(ignoreUnknown = true)
        record NamedRepository(long id, @JsonProperty("full_name") String fullName) {}
    }
}
