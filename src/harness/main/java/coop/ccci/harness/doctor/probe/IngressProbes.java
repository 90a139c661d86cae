package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.doctor.Finding;
import coop.ccci.harness.probe.AppProbe;
import coop.ccci.harness.probe.TlsProbe;
import coop.ccci.harness.swarm.EngineFacts;
import coop.ccci.harness.swarm.Zone;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Looks at Traefik and the certificate of the zone, by a name that nobody ever asked for. */
final class IngressProbes {
    private static final long LEAST_DAYS = 14;
    private static final String ENTRY_POINT = "web-secure";
    private static final Pattern ENTRY_POINTS = Pattern.compile("(?i)entry_?points");

    private final DoctorSettings settings;
    private final IngressClient ingress;
    private final EngineFacts docker;
    private final Clock clock;
    private final String label;

    /**
     * Makes ready.
     *
     * @param label the first part of the name that is asked for
     */
    IngressProbes(DoctorSettings settings, IngressClient ingress, EngineFacts docker, Clock clock, String label) {
        this.settings = settings;
        this.ingress = ingress;
        this.docker = docker;
        this.clock = clock;
        this.label = label;
    }

    Map<String, Probe> all() {
        return Map.of(
                "zone.given", this::zone,
                "ingress.answers", this::answers,
                "certificate.name", this::name,
                "certificate.trusted", this::trusted,
                "certificate.days", this::days,
                "ingress.unknown-host", this::unknownHost,
                "ingress.entry-point", this::entryPoint);
    }

    private Finding zone() {
        var given = settings.variable("CCCI_ZONE");
        if (given.isEmpty()) {
            return Finding.broken("it is not set");
        }
        try {
            return Finding.holds(new Zone(given.get()).value());
        } catch (IllegalArgumentException e) {
            return Finding.broken(e.getMessage());
        }
    }

    private String anybody() {
        return label + "." + settings.variable("CCCI_ZONE").orElseThrow();
    }

    private Finding answers() {
        var where = settings.variable("CCCI_INGRESS").orElse(anybody() + ":443");
        try {
            ingress.certificate(anybody());
            return Finding.holds(where + " answers for " + anybody());
        } catch (UnknownHostException e) {
            return Finding.broken("DNS does not know " + e.getMessage());
        } catch (IOException e) {
            return Finding.broken(where + ": " + e.getMessage());
        }
    }

    private TlsProbe.Certificate certificate() {
        try {
            return ingress.certificate(anybody());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Finding name() {
        var shown = certificate();
        return Finding.when(shown.nameMatches(), "a certificate of " + shown.subject() + " for " + anybody());
    }

    private Finding trusted() {
        var distrust = certificate().distrust();
        return distrust.map(Finding::broken).orElseGet(() -> Finding.holds("yes"));
    }

    private Finding days() {
        var end = certificate().notAfter();
        var days = Duration.between(clock.instant(), end).toDays();
        return Finding.when(days >= LEAST_DAYS, days + " days, until " + end);
    }

    private Finding unknownHost() {
        var answer = ingress.ask(anybody());
        return Finding.when(answer.equals(AppProbe.NO_ROUTE), answer.describe());
    }

    private Finding entryPoint() {
        var settingsOfTraefik = docker.settingsOf("traefik");
        if (settingsOfTraefik.isEmpty()) {
            return Finding.unknown("no service on this swarm has an image of Traefik; --deep sees it by a route");
        }
        if (settingsOfTraefik.stream().anyMatch(text -> text.contains(ENTRY_POINT))) {
            return Finding.holds("it stands in the settings of Traefik's service");
        }
        return settingsOfTraefik.stream()
                        .anyMatch(text -> ENTRY_POINTS.matcher(text).find())
                ? Finding.broken("Traefik's service has other entry points")
                : Finding.unknown("Docker does not tell Traefik's entry points; --deep sees it by a route");
    }
}
