package coop.ccci.bridge.ledger;

import coop.ccci.bridge.reason.TriggerReason;
import coop.ccci.contract.RunId;
import java.time.Instant;
import java.util.Optional;

/**
 * One comment that asked for something.
 *
 * @param id the ledger's own number
 * @param comment where it stands
 * @param source by which way it came first
 * @param state what has become of it
 * @param author the login of who wrote it, once it was read from the forge
 * @param reason why it has no run; empty when it has one, or got what it asked for
 * @param run the run that it asked for, once admitted
 * @param seenAt when it was written down
 * @param decidedAt when it was admitted, answered, refused or ignored
 */
public record Trigger(
        long id,
        Comment comment,
        TriggerSource source,
        TriggerState state,
        Optional<String> author,
        Optional<TriggerReason> reason,
        Optional<RunId> run,
        Instant seenAt,
        Optional<Instant> decidedAt) {}
