package coop.ccci.reconcile.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import coop.ccci.reconcile.config.BridgeWish;
import coop.ccci.reconcile.part.PartException;
import coop.ccci.reconcile.swarm.SwarmPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bridge and the ledger. The bridge shares the folder of runs with the harness; from outside only the forge's deliveries
 * reach it. The ledger is a PostgreSQL server, in a network in which no app of a run is.
 */
final class BridgeStack extends OwnStack {
    /** The name of the stack. */
    static final String NAME = "cc-ci";

    private static final String STATE = "/var/lib/cc-ci";
    private static final String SCRIPT = resource("ledger.sh");

    private final BridgeWish wish;
    private final LedgerSecrets ledger;

    BridgeStack(BridgeWish wish, LedgerSecrets ledger) {
        super(NAME, wish.secrets());
        this.wish = wish;
        this.ledger = ledger;
    }

    /** Refuses to begin an empty ledger beside one in an H2 file, as a host had it before. */
    @Override
    void requireSound() {
        var before = wish.runs().resolveSibling("bridge").resolve("ledger.mv.db");
        if (Files.exists(before) && !Files.exists(ledgerFolder().resolve("data"))) {
            throw new PartException(
                    "the ledger of this host is still the file " + before + ", and is kept by PostgreSQL from"
                            + " now on; docs/runbook.md, \"A ledger from before\", says what to do with it");
        }
    }

    @Override
    List<String> madeUp() {
        return List.of(ledger.owner(), ledger.reader());
    }

    @Override
    Map<String, Object> networks() {
        return Map.of(
                SwarmPart.PROXY,
                Map.of("external", true),
                LEDGER_NETWORK,
                Map.of("name", LEDGER_NETWORK, "driver", "overlay", "internal", true));
    }

    @Override
    Map<String, Map<String, Object>> services(String digest) {
        return Map.of("bridge", bridge(digest), "ledger", ledger(digest));
    }

    private Map<String, Object> bridge(String digest) {
        var settings = new TreeMap<>(wish.settings());
        settings.put("CCCI_LEDGER_USER", "ccci");
        var volumes = List.<Object>of(
                wish.runs().resolveSibling("bridge") + ":" + STATE, wish.runs() + ":" + STATE + "/runs", memory());
        var service = service(wish, "bridge", settings, ledger.owner(), volumes);
        var rule = "Host(`" + wish.domain() + "`) && Path(`/hook`)";
        service.put("deploy", Map.of("labels", served(digest, "cc-ci", rule)));
        return service;
    }

    private Map<String, Object> ledger(String digest) {
        var service = new LinkedHashMap<String, Object>();
        service.put("image", wish.ledgerImage());
        service.put("command", List.of("sh", "-c", SCRIPT, "ledger", "/ledger", "/run/secrets"));
        service.put("user", "postgres");
        service.put("read_only", true);
        service.put(
                "secrets",
                List.of(
                        Map.of("source", ledger.owner(), "target", "owner", "mode", 0444),
                        Map.of("source", ledger.reader(), "target", "reader", "mode", 0444)));
        service.put("networks", Map.of(LEDGER_NETWORK, Map.of("aliases", List.of("ledger"))));
        service.put("volumes", List.of(ledgerFolder() + ":/ledger", memory()));
        service.put(
                "healthcheck",
                Map.of(
                        "test",
                        List.of(
                                "CMD-SHELL",
                                "$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)/pg_isready -q -h 127.0.0.1"),
                        "interval",
                        "5s",
                        "timeout",
                        "5s",
                        "start_period",
                        "60s"));
        // Fast: it does not wait for those who are connected.
        service.put("stop_signal", "SIGINT");
        service.put("stop_grace_period", "60s");
        service.put(
                "deploy",
                Map.of(
                        // By its own address: a virtual one needs the IPVS module in the kernel.
                        "endpoint_mode",
                        "dnsrr",
                        // Two servers must not work on one folder.
                        "update_config",
                        Map.of("order", "stop-first"),
                        "labels",
                        Map.of(WISH, digest)));
        return service;
    }

    /** Whoever postgres is in the image may write in it; the folder around it keeps everybody else of this host out. */
    private Path ledgerFolder() {
        return wish.runs().resolveSibling("ledger").resolve("volume");
    }

    private static String resource(String name) {
        try (var in = BridgeStack.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
