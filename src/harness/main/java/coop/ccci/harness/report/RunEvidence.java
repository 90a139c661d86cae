package coop.ccci.harness.report;

import java.util.ArrayList;
import java.util.List;

/** Collects what a report shows and the results do not hold. All of it is bounded. Safe for use by several threads. */
public final class RunEvidence {
    private static final int MAX_SERVICES = 30;
    private static final int MAX_SAID = 64 * 1024;

    private final List<ServiceEvidence> services = new ArrayList<>();
    private final StringBuilder said = new StringBuilder();
    private List<String> manifest = List.of();
    private List<KeptAppGuide> kept = List.of();

    /** Remembers what the recipe's folder changes about its tests, as lines for people. */
    public synchronized void manifest(List<String> lines) {
        manifest = List.copyOf(lines);
    }

    /** Remembers how the apps that were left up on purpose are looked into. */
    public synchronized void kept(List<KeptAppGuide> guides) {
        kept = List.copyOf(guides);
    }

    /** Remembers a service; those beyond {@value #MAX_SERVICES} are passed over. */
    public synchronized void add(ServiceEvidence service) {
        if (services.size() < MAX_SERVICES) {
            services.add(service);
        }
    }

    /** Remembers what the recipe's own tests wrote, masked, because a cut may hide a secret's end; what is beyond {@value #MAX_SAID} characters is passed over. */
    public synchronized void testsSaid(String text) {
        said.append(text, 0, Math.min(text.length(), MAX_SAID - said.length()));
    }

    /** Returns what the recipe's folder changes, as lines for people. */
    public synchronized List<String> manifest() {
        return manifest;
    }

    /** Returns how the apps that were left up on purpose are looked into; none where none was. */
    public synchronized List<KeptAppGuide> kept() {
        return kept;
    }

    /** Returns the services, in the order in which they were remembered. */
    public synchronized List<ServiceEvidence> services() {
        return List.copyOf(services);
    }

    /** Returns what the recipe's own tests wrote. */
    public synchronized String testsSaid() {
        return said.toString();
    }
}
