package coop.ccci.bridge.ledger;

import coop.ccci.bridge.ledger.Claims.Claim;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is shown in answer to a comment: reaction, status, and an answer of its own; one report per such trigger. */
public final class Reports {
    private final JdbcClient sql;
    private final Clock clock;

    Reports(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Returns what the ledger keeps of a text that was published, to tell later whether it changed. */
    public static String digest(String text) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Opens the report of a trigger. */
    public void open(Trigger trigger) {
        sql.sql("insert into reports (trigger_id, due_at) values (:trigger, :now)")
                .param("now", RowMappers.sql(clock.instant()))
                .param("trigger", trigger.id())
                .update();
    }

    /** Returns what was shown of a trigger's report. */
    public List<Published> published(Trigger trigger) {
        return sql.sql("select * from published where trigger_id = :id")
                .param("id", trigger.id())
                .query((row, number) -> new Published(
                        Effect.valueOf(row.getString("effect").toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(row.getObject("remote_id", Long.class)),
                        row.getString("digest"),
                        RowMappers.instant(row, "published_at").orElseThrow()))
                .list();
    }

    /** Records that something was shown. */
    public void recordPublished(Trigger trigger, Effect effect, Optional<Long> remoteId, String digest) {
        var changed = write(
                """
                update published set remote_id = :remote, digest = :digest, published_at = :now
                where trigger_id = :trigger and effect = :effect
                """,
                trigger,
                effect,
                remoteId,
                digest);
        if (changed == 0) {
            write(
                    """
                    insert into published (trigger_id, effect, remote_id, digest, published_at)
                    values (:trigger, :effect, :remote, :digest, :now)
                    """,
                    trigger,
                    effect,
                    remoteId,
                    digest);
        }
    }

    private int write(String statement, Trigger trigger, Effect effect, Optional<Long> remoteId, String digest) {
        return sql.sql(statement)
                .param("trigger", trigger.id())
                .param("effect", effect.name().toLowerCase(Locale.ROOT))
                .param("remote", remoteId.orElse(null))
                .param("digest", digest)
                .param("now", RowMappers.sql(clock.instant()))
                .update();
    }

    /** Records that all is shown, and will not change again; ends the claim. */
    public void settled(Claim claim) {
        sql.sql("update reports set settled = true, attempts = 0, claimed_until = null"
                        + " where trigger_id = :id and claims = :claim")
                .param("id", claim.id())
                .param("claim", claim.number())
                .update();
    }

    /** Returns how many reports are not on their pull request in their last form yet. */
    public int unsettled() {
        return sql.sql("select count(*) from reports where settled = false")
                .query(Integer.class)
                .single();
    }

    /**
     * What was last shown of one effect of a report.
     *
     * @param effect which: comment, status or reaction
     * @param remoteId the forge's number of it, where it has one
     * @param digest of what was shown
     * @param at when
     */
    public record Published(Effect effect, Optional<Long> remoteId, String digest, Instant at) {}

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
