package coop.ccci.abra.backup;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.abra.app.StackName;
import coop.ccci.abra.backup.BackupHook.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The backup that the labels of a stack's deployed services ask for, by the rules of the backupbot specification:
 * all volumes unless {@code backupbot.backup.volumes.<volume>} is {@code false}, of a volume only what
 * {@code backupbot.backup.volumes.<volume>.path} lists, and hooks in the container of the service that carries them.
 * {@code backupbot.backup.path}, of the bot's first version, means nothing any more.
 *
 * @param enabledBy the services with {@code backupbot.backup=true}; one is what the specification allows, but recipes
 *     do set it on more
 * @param volumes what is backed up of each volume as absolute paths, by the volume's name in the compose files
 * @param hooks those of all phases
 */
public record BackupPlan(List<String> enabledBy, SortedMap<String, List<String>> volumes, List<BackupHook> hooks) {
    /** Where backup-bot-two has the volumes of its engine, and so what paths in snapshots begin with. */
    public static final String ROOT = "/var/lib/docker/volumes";

    private static final String ENABLED = "backupbot.backup";
    private static final Pattern VOLUME = Pattern.compile("backupbot\\.backup\\.volumes\\.([^.]+)(\\.path)?");

    /**
     * Reads the labels.
     *
     * @param services the {@code docker service inspect} object of each service of the stack
     */
    public static BackupPlan of(StackName stack, List<JsonNode> services) {
        var enabledBy = new ArrayList<String>();
        var mounted = new TreeMap<String, String>();
        var excluded = new TreeSet<String>();
        var chosen = new TreeMap<String, SortedSet<String>>();
        var hooks = new ArrayList<BackupHook>();
        for (var service : services) {
            var spec = service.path("Spec");
            var name = spec.path("Name").asText();
            mounted.putAll(volumesOf(stack, spec));
            for (var label : spec.path("Labels").properties()) {
                var value = label.getValue().asText();
                var volume = VOLUME.matcher(label.getKey());
                if (label.getKey().equals(ENABLED) && value.equalsIgnoreCase("true")) {
                    enabledBy.add(name);
                } else if (volume.matches() && volume.group(2) != null) {
                    chosen.computeIfAbsent(volume.group(1), any -> new TreeSet<>())
                            .addAll(commaSeparated(value));
                } else if (volume.matches() && value.equalsIgnoreCase("false")) {
                    excluded.add(volume.group(1));
                }
                Arrays.stream(Phase.values())
                        .filter(phase -> phase.label().equals(label.getKey()))
                        .forEach(phase -> hooks.add(new BackupHook(name, phase, value)));
            }
        }
        mounted.keySet().removeAll(excluded);
        var volumes = new TreeMap<String, List<String>>();
        mounted.forEach((volume, root) -> volumes.put(volume, paths(root, chosen.get(volume))));
        return new BackupPlan(List.copyOf(enabledBy), volumes, List.copyOf(hooks));
    }

    /** Returns whether any service asks for backups. */
    public boolean isEnabled() {
        return !enabledBy.isEmpty();
    }

    /** Returns what is backed up of all volumes, as absolute paths. */
    public List<String> paths() {
        return volumes.values().stream().flatMap(List::stream).toList();
    }

    /** Returns the hooks of a phase; no order is promised between services. */
    public List<BackupHook> hooks(Phase phase) {
        return hooks.stream().filter(hook -> hook.phase() == phase).toList();
    }

    /** Returns the root of each volume that a service mounts, by the volume's name in the compose files. */
    private static Map<String, String> volumesOf(StackName stack, JsonNode spec) {
        var roots = new TreeMap<String, String>();
        spec.path("TaskTemplate").path("ContainerSpec").path("Mounts").forEach(mount -> {
            var source = mount.path("Source").asText();
            if (mount.path("Type").asText().equals("volume") && !source.isEmpty()) {
                var prefix = stack.member("");
                var name = source.startsWith(prefix) ? source.substring(prefix.length()) : source;
                roots.put(name, ROOT + "/" + source + "/_data");
            }
        });
        return roots;
    }

    private static List<String> commaSeparated(String value) {
        return Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .toList();
    }

    private static List<String> paths(String root, Collection<String> relative) {
        return relative == null
                ? List.of(root)
                : relative.stream().map(path -> root + "/" + path).toList();
    }
}
