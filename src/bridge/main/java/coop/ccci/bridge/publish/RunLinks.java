package coop.ccci.bridge.publish;

import coop.ccci.bridge.ledger.Run;
import java.net.URI;

/**
 * Where people read more.
 *
 * @param publicUrl the address at which people reach the pages, without a slash at its end
 */
record RunLinks(URI publicUrl) {
    URI of(Run run) {
        return URI.create(publicUrl + "/runs/" + run.id());
    }
}
