package coop.ccci.bridge.camel;

import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Lets no header, query parameter or form field of a request become a message header, because some message headers
 * steer components (CVE-2025-27636, CVE-2025-29891 and their kin); lets every header of an answer out but Camel's own.
 *
 * <p>Path parameters and Camel's account of the request pass by this filter, so a route still replaces the message.
 * Camel's usual filter would also keep back {@code Cache-Control} of answers.
 */
public final class DropHeadersFilterStrategy implements HeaderFilterStrategy {
    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return true;
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("camel") || lower.startsWith("org.apache.camel") || lower.equals("content-length");
    }
}
