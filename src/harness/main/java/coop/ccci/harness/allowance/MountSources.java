package coop.ccci.harness.allowance;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What may be mounted beside an app's own volumes: memory, and two files of the machine to read. A volume's options go to
 * {@code mount(2)} as they are, and with {@code bind} among them the kernel forgets the type: so they are allowed word by
 * word.
 */
public final class MountSources {
    /** The options of a volume that are allowed, for people. */
    public static final String OPTIONS =
            "memory, by type tmpfs, device tmpfs, and in o sizes, mode, uid, gid, ro, noexec, nosuid, nodev and the like";

    private static final Set<String> READABLE = Set.of("/etc/localtime", "/etc/timezone");
    private static final Set<String> DEVICES = Set.of("tmpfs", "none", "");
    private static final Pattern OPTION = Pattern.compile(
            "size=[0-9]{1,12}[kmgKMG%]?|nr_(inodes|blocks)=[0-9]{1,12}[kmgKMG]?|mode=[0-7]{1,5}|[ug]id=[0-9]{1,10}"
                    + "|ro|rw|exec|noexec|nosuid|nodev|noatime|nodiratime|relatime|");

    private MountSources() {}

    /** Returns whether a file of the machine may be mounted, to read. */
    public static boolean isReadable(String path) {
        return READABLE.contains(path);
    }

    /**
     * Looks at the options of a volume of the driver {@code local}.
     *
     * @return those, as {@code name=value}, that make something else of it than memory; empty where there is none
     */
    public static List<String> foreignOptions(Map<String, String> options) {
        var all = new TreeMap<>(options);
        if (!all.isEmpty()) {
            all.putIfAbsent("type", "");
        }
        return all.entrySet().stream()
                .filter(option -> !isOfMemory(option.getKey(), option.getValue()))
                .map(option -> option.getKey() + "=" + option.getValue())
                .toList();
    }

    private static boolean isOfMemory(String name, String value) {
        return switch (name) {
            case "type" -> value.equals("tmpfs");
            case "device" -> DEVICES.contains(value);
            case "o" ->
                Arrays.stream(value.split(",", -1))
                        .allMatch(option -> OPTION.matcher(option).matches());
            default -> false;
        };
    }
}
