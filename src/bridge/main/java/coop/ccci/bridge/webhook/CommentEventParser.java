package coop.ccci.bridge.webhook;

import coop.ccci.bridge.ledger.Repositories;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger.Comment;
import coop.ccci.bridge.trigger.CommandWords;
import coop.ccci.bridge.trigger.SeenComment;
import coop.ccci.bridge.webhook.CommentEvent.Writer;
import coop.ccci.bridge.webhook.WebhookEndpoint.Delivery;
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
}
