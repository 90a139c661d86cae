package coop.ccci.harness.policy;

import coop.ccci.harness.compose.LabelViolation;
import coop.ccci.harness.traefik.RouteLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the labels of a run's service, or of its containers, may say to those who read labels on this machine: Traefik, the
 * backup bot and Docker itself. Labels that nobody here reads may say anything. Pure: it looks at nothing but what it is
 * given.
 */
public final class LabelRules {
    private static final String BACKUP = "backupbot.";

    /** The backup bot puts what stands behind it between the folder of a volume and a path in it. */
    private static final Pattern VOLUME = Pattern.compile("backupbot\\.backup\\.volumes\\.(.*?)(\\.path)?");

    private static final Pattern VOLUME_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
    private static final Pattern UPWARDS = Pattern.compile("(.*[/,\\\\\\s])?\\.\\.([/,\\\\\\s].*)?", Pattern.DOTALL);

    /** Those by which Docker says what belongs together. */
    private static final List<String> OF_DOCKER =
            List.of("com.docker.stack.", "com.docker.swarm.", "com.docker.network.");

    /** By it abra finds the backup bot, in whose containers it then has programs run for every app. */
    private static final String BACKUP_BOT = "coop-cloud.backupbot.enabled";

    private LabelRules() {}

    /**
     * Judges the labels of one service.
     *
     * @param labels all that it has, with their variables replaced
     * @param stack the name of its app's stack, for example {@code gues-0a1b2c_ci_example_org}
     * @param domain the domain that its app serves, for example {@code gues-0a1b2c.ci.example.org}
     * @return what is not allowed; empty where all is well
     */
    public static List<LabelViolation> findings(Map<String, String> labels, String stack, String domain) {
        var found = new ArrayList<>(RouteLimits.findings(labels, stack, domain));
        new TreeMap<>(labels).forEach((key, value) -> problem(key.strip().toLowerCase(Locale.ROOT), value)
                .ifPresent(why -> found.add(new LabelViolation(key, why))));
        return List.copyOf(found);
    }

    private static Optional<String> problem(String key, String value) {
        if (OF_DOCKER.stream().anyMatch(key::startsWith)) {
            return Optional.of("it is a label of Docker's own, by which it tells what belongs together: take it out");
        }
        if (key.equals(BACKUP_BOT)) {
            return Optional.of("it makes the service the backup bot of every app on the machine: take it out");
        }
        return key.startsWith(BACKUP) ? backup(key, value) : Optional.empty();
    }

    /** Hooks run in the service's own containers, and are the recipe's to choose; paths are on the machine. */
    private static Optional<String> backup(String key, String value) {
        var volume = VOLUME.matcher(key);
        if (volume.matches() && !VOLUME_NAME.matcher(volume.group(1)).matches()) {
            return Optional.of("\"" + volume.group(1)
                    + "\" is not the name of a volume: give the volume's key in the compose" + " file");
        }
        return key.endsWith(".path") && UPWARDS.matcher(value).matches()
                ? Optional.of("the path " + value + " leads out of the volume: give a path below it, without ..")
                : Optional.empty();
    }
}
