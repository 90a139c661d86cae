package coop.ccci.bridge.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What was last shown of one effect of a report.
 *
 * @param effect which: comment, status or reaction
 * @param remoteId the forge's number of it, where it has one
 * @param digest of what was shown
 * @param at when
 */
public record PublishedEffect(Effect effect, Optional<Long> remoteId, String digest, Instant at) {

    /** What a report puts on a pull request. */
    public enum Effect {
        /** The reaction to the comment that asked; shown first, because people wait for a sign of life. */
        REACTION,

        /** A comment that answers this one only: a refusal, or help. */
        COMMENT,

        /** The commit status. */
        STATUS
    }
}
