package coop.ccci.harness.abra;

import coop.ccci.harness.swarm.ServiceState;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the labels of an app's services ask the backup bot for, by the backupbot specification:
 * {@code backupbot.backup=true} on some service turns backups on, and then every volume is backed up, but for
 * {@code backupbot.backup.volumes.<volume>=false} and, in part, {@code backupbot.backup.volumes.<volume>.path=…}. The
 * first generation's {@code backupbot.backup.path} means nothing to backup-bot-two.
 *
 * @param enabled whether the app is backed up at all
 * @param excluded the volumes that are left out, without the stack
 * @param partial the volumes of which only a part is backed up, without the stack
 * @param strange what other labels there are, each with its service, for people
 */
public record BackupLabels(boolean enabled, Set<String> excluded, Set<String> partial, List<String> strange) {
    private static final String ENABLED = "backupbot.backup";
    private static final String ALL = "backupbot.";
    private static final Pattern VOLUME = Pattern.compile("backupbot\\.backup\\.volumes\\.([^.]+)(\\.path)?");
    private static final Pattern FIRST_GENERATION = Pattern.compile("backupbot\\.backup\\.paths?");
    private static final Set<String> KNOWN = Set.of(
            ENABLED,
            "backupbot.backup.pre-hook",
            "backupbot.backup.post-hook",
            "backupbot.restore",
            "backupbot.restore.pre-hook",
            "backupbot.restore.post-hook");

    /** Copies what could change. */
    public BackupLabels {
        excluded = Set.copyOf(excluded);
        partial = Set.copyOf(partial);
        strange = List.copyOf(strange);
    }

    /** Reads the labels of running services. */
    public static BackupLabels of(List<ServiceState> services) {
        var enabled = false;
        var excluded = new HashSet<String>();
        var partial = new HashSet<String>();
        var strange = new TreeSet<String>();
        for (var service : services) {
            for (var label : service.labels().entrySet()) {
                var value = label.getValue().strip().toLowerCase(Locale.ROOT);
                var volume = VOLUME.matcher(label.getKey());
                var written = label.getKey() + "=" + label.getValue();
                if (label.getKey().equals(ENABLED)) {
                    enabled |= value.equals("true");
                    if (!value.equals("true") && !value.equals("false")) {
                        strange.add("the label " + written + " of service " + service.name()
                                + " turns nothing on: only \"true\" does");
                    }
                } else if (volume.matches()) {
                    if (volume.group(2) != null) {
                        partial.add(volume.group(1));
                    } else if (value.equals("false")) {
                        excluded.add(volume.group(1));
                    }
                } else if (FIRST_GENERATION.matcher(label.getKey()).matches()) {
                    strange.add("the label " + written + " of service " + service.name()
                            + " is of the first generation of backups and means nothing to backup-bot-two: name the"
                            + " files with backupbot.backup.volumes.<volume>.path, relative to the volume, and have a"
                            + " dump written into that volume");
                } else if (label.getKey().startsWith(ALL) && !KNOWN.contains(label.getKey())) {
                    strange.add("the label " + label.getKey() + " of service " + service.name()
                            + " is none that backup-bot-two knows: is it misspelled?");
                }
            }
        }
        return new BackupLabels(enabled, excluded, partial, List.copyOf(strange));
    }

    /** Returns whether all of a volume is in a backup. */
    public boolean isWhole(String volume) {
        return holds(volume) && !partial.contains(volume);
    }

    /** Returns whether something of a volume is in a backup. */
    public boolean holds(String volume) {
        return enabled && !excluded.contains(volume);
    }

    /**
     * Returns what a person should know of the labels: those that do nothing, each one sentence.
     *
     * @param volumes the app's volumes, without the stack
     */
    public List<String> remarks(Set<String> volumes) {
        var remarks = new TreeSet<>(strange);
        var named = new TreeSet<>(excluded);
        named.addAll(partial);
        named.removeAll(volumes);
        named.forEach(volume -> remarks.add("the labels backupbot.backup.volumes." + volume
                + "… name a volume that no running service has; its volumes are " + new TreeSet<>(volumes)));
        return List.copyOf(remarks);
    }
}
