package coop.ccci.bridge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.bridge.fake.HostileJson;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.LedgerUrl;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.webhook.CommentEventParser.CommentEvent;
import coop.ccci.bridge.webhook.WebhookEndpoint.Delivery;
import coop.ccci.bridge.webhook.WebhookEndpoint.RejectedDeliveryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;

/** Whatever is signed and delivered, it names a comment, is none of ours, or is refused with a sentence. */
class DeliveryFuzzTest {
    private static final Ledger LEDGER =
            Ledger.open(new LedgerUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"), Clock.systemUTC());
    private static final CommentEventParser PARSER =
            new CommentEventParser(LEDGER.repositories(), Repository.FIRST_FORGE);
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    @AfterContainer
    static void close() {
        LEDGER.close();
    }

    @Property(seed = "2")
    void a_payload_is_read_or_refused(@ForAll("payloads") JsonNode payload) {
        read("{\"action\":\"created\",\"is_pull\":true,\"comment\":" + payload + ",\"issue\":" + payload
                + ",\"repository\":" + payload + "}");
        read(payload.toString());
    }

    @Property(seed = "3")
    void bytes_are_read_or_refused(@ForAll byte[] bytes) {
        read(bytes);
    }

    private static void read(String text) {
        read(text.getBytes(UTF_8));
    }

    private static void read(byte[] body) {
        var delivery = new Delivery("application/json", "", List.of(), List.of("issue_comment"), body);
        try {
            var message = new DefaultMessage(CAMEL);
            message.setBody(CommentEvent.mapper().readValue(PARSER.payload(delivery), CommentEvent.class));
            var seen = PARSER.find(message);
            if (seen != null) {
                assertThat(seen.comment().id()).isPositive();
            }
        } catch (JsonProcessingException e) {
            // The route answers 400.
            assertThat(e.getMessage()).isNotNull();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RejectedDeliveryException e) {
            assertThat(e.status()).isBetween(400, 499);
            assertThat(e.getMessage()).hasSizeLessThan(600);
        }
    }

    @Provide
    Arbitrary<JsonNode> payloads() {
        return Arbitraries.lazy(() -> HostileJson.of(
                List.of("action", "is_pull", "comment", "body", "id", "issue", "number", "repository", "full_name")));
    }
}
