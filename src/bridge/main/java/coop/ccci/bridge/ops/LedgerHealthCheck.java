package coop.ccci.bridge.ops;

import coop.ccci.bridge.ledger.Ledger;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.springframework.dao.DataAccessException;

/** Whether the ledger answers. */
public final class LedgerHealthCheck extends AbstractHealthCheck {
    private final Ledger ledger;

    /** Asks that one. */
    public LedgerHealthCheck(Ledger ledger) {
        super("cc-ci", "ledger");
        this.ledger = ledger;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        try {
            result.detail("unfinished runs", ledger.runs().unfinished().size());
            result.detail("unsettled reports", ledger.reports().unsettled());
            result.detail("unreported runs", ledger.pullRequestComments().unreported());
            result.up();
        } catch (DataAccessException e) {
            result.message("the ledger does not answer: " + e.getMessage()).down();
        }
    }

    @Override
    public boolean isLiveness() {
        return false;
    }
}
