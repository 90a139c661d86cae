package coop.ccci.harness.abra;

import coop.ccci.harness.swarm.ServiceState;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the labels of an app's services ask the backup bot for, by the backupbot specification:
 * {@code backupbot.backup=true} on some service turns backups on, and then every volume is backed up, but for
 * {@code backupbot.backup.volumes.<volume>=false} and, in part, {@code backupbot.backup.volumes.<volume>.path=…}. The
 * first version's {@code backupbot.backup.path} means nothing to backup-bot-two.
 *
 * @param enabled whether the app is backed up at all
 * @param notWhole the volumes that are left out or of which only a part is backed up, without the stack
 */
public record BackupLabels(boolean enabled, Set<String> notWhole) {
    private static final String ENABLED = "backupbot.backup";
    private static final Pattern VOLUME = Pattern.compile("backupbot\\.backup\\.volumes\\.([^.]+)(\\.path)?");

    /** Copies what could change. */
    public BackupLabels {
        notWhole = Set.copyOf(notWhole);
    }

    /** Reads the labels of running services. */
    public static BackupLabels of(List<ServiceState> services) {
        var enabled = false;
        var notWhole = new HashSet<String>();
        for (var service : services) {
            for (var label : service.labels().entrySet()) {
                var value = label.getValue().strip().toLowerCase(Locale.ROOT);
                var volume = VOLUME.matcher(label.getKey());
                if (label.getKey().equals(ENABLED)) {
                    enabled |= value.equals("true");
                } else if (volume.matches() && (volume.group(2) != null || value.equals("false"))) {
                    notWhole.add(volume.group(1));
                }
            }
        }
        return new BackupLabels(enabled, notWhole);
    }

    /** Returns whether all of a volume is in a backup. */
    public boolean isWhole(String volume) {
        return enabled && !notWhole.contains(volume);
    }
}
