package coop.ccci.reconcile.bridge;

import coop.ccci.reconcile.config.BridgeWish;
import coop.ccci.reconcile.swarm.SwarmPart;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The dashboard: everything under the domain but the forge's deliveries. It may read the ledger and the runs, and has no token. */
final class DashboardStack extends OwnStack {
    /** The name of the stack. */
    static final String NAME = "cc-ci-dashboard";

    /** The settings of the bridge that are the dashboard's too. */
    private static final List<String> SHARED =
            List.of("CCCI_HTTP_HOST", "CCCI_LOG_FORMAT", "CCCI_PUBLIC_URL", "GITEA_URL");

    private final BridgeWish wish;
    private final LedgerSecrets ledger;

    DashboardStack(BridgeWish wish, LedgerSecrets ledger) {
        super(NAME, Map.of());
        this.wish = wish;
        this.ledger = ledger;
    }

    @Override
    List<String> madeUp() {
        return List.of(ledger.reader());
    }

    @Override
    Map<String, Object> networks() {
        return Map.of(SwarmPart.PROXY, Map.of("external", true), LEDGER_NETWORK, Map.of("external", true));
    }

    @Override
    Map<String, Map<String, Object>> services(String digest) {
        var settings = new TreeMap<>(wish.settings());
        settings.keySet().retainAll(SHARED);
        settings.put("CCCI_LEDGER_USER", "ccci_reader");
        var service = service(
                wish,
                "dashboard",
                settings,
                ledger.reader(),
                List.of(wish.runs() + ":/var/lib/cc-ci/runs:ro", memory()));
        service.put("deploy", Map.of("labels", served(digest, "cc-ci-dashboard", "Host(`" + wish.domain() + "`)")));
        return Map.of("dashboard", service);
    }
}
