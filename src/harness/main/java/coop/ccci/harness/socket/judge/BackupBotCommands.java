package coop.ccci.harness.socket.judge;

import static coop.ccci.harness.socket.judge.CallFindings.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The commands that {@code abra app backup} and {@code abra app restore} run in the container of the backup bot, which has
 * the volumes of every app: each names one app of this run and nothing beside it. They are those of backup-bot-two (abra
 * 0.13, contracts.md section 1.9), and those of the sandbox's stand-in, which calls restic itself.
 */
final class BackupBotCommands {
    private static final String ROOT = "/var/lib/docker/volumes/";
    private static final String SNAPSHOT = "latest|[0-9a-f]{8,64}";
    private static final String PLAIN = "[A-Za-z0-9_.,/ -]{0,500}";
    private static final Pattern ARCHIVE = Pattern.compile("/tmp/(backup|[0-9a-f]{8,64}-[0-9]{1,10})\\.tar\\.gz");

    private static final Set<String> SUBCOMMANDS = Set.of("list", "create", "snapshots", "download", "restore");

    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("MACHINE_LOGS", "true|false"),
            Map.entry("SNAPSHOT", SNAPSHOT),
            Map.entry("INCLUDE_PATH", PLAIN),
            Map.entry("INCLUDE_SECRETS", "true|false"),
            Map.entry("INCLUDE_VOLUMES", "true|false"),
            Map.entry("SHOW_ALL", "true|false"),
            Map.entry("TIMESTAMPS", "true|false"),
            Map.entry("RETRIES", "[0-9]{1,3}"),
            Map.entry("TARGET", "/?"),
            Map.entry("NONINTERACTIVE", "true|false"),
            Map.entry("VOLUMES", PLAIN),
            Map.entry("CONTAINER", PLAIN),
            Map.entry("NO_COMMANDS", "true|false"));

    /** How the stand-in puts the volumes of a snapshot into one archive; its arguments are looked at. */
    private static final String DOWNLOAD =
            """
            set -eu
            snapshot=$1
            archive=$2
            shift 2
            folder=$(mktemp -d)
            trap 'rm -rf "$folder"' EXIT
            while [ $# -gt 0 ]; do
                restic --no-cache dump "$snapshot" "$1" >"$folder/$2"
                shift 2
            done
            tar -czf "$archive" -C "$folder" .
            """;

    private final OwnStacks stacks;

    BackupBotCommands(OwnStacks stacks) {
        this.stacks = stacks;
    }

    /**
     * Looks at a program that is to run in the bot's container.
     *
     * @param exec the request's body
     */
    void check(JsonNode exec, CallFindings findings) {
        var command = texts(exec.path("Cmd"));
        var isOfBot = command.size() == 3 && command.subList(0, 2).equals(List.of("/usr/bin/backup", "--"));
        var isKnown = isOfBot
                ? SUBCOMMANDS.contains(command.get(2)) && isOwn(texts(exec.path("Env")))
                : texts(exec.path("Env")).isEmpty() && isOfStandIn(command);
        if (!isKnown) {
            findings.add(
                    "Cmd",
                    quoted(String.join(" ", command)) + " in the container of the backup bot; allowed: what abra app"
                            + " backup and abra app restore run there for " + stacks.describe());
        }
        for (var field : List.of("User", "WorkingDir")) {
            if (!exec.path(field).asText("").isEmpty()) {
                findings.add(field, "it is not needed in the container of the backup bot");
            }
        }
    }

    /** Returns whether a file of the bot's container is an archive that was made to be downloaded. */
    static boolean isArchive(String path) {
        return ARCHIVE.matcher(path).matches();
    }

    private boolean isOwn(List<String> environment) {
        var services = 0;
        for (var variable : environment) {
            var sign = variable.indexOf('=');
            var name = sign < 0 ? variable : variable.substring(0, sign);
            var value = sign < 0 ? "" : variable.substring(sign + 1);
            if (name.equals("SERVICE")) {
                services++;
                if (!stacks.has(value.replace('.', '_'))) {
                    return false;
                }
            } else if (!VARIABLES.containsKey(name)
                    || !value.matches(VARIABLES.get(name))
                    || List.of(value.split("[/,]", -1)).contains("..")) {
                return false;
            }
        }
        return services == 1;
    }

    private boolean isOfStandIn(List<String> command) {
        if (command.size() == 3 && command.subList(0, 2).equals(List.of("rm", "-f"))) {
            return isArchive(command.get(2));
        }
        if (command.size() > 6 && command.subList(0, 4).equals(List.of("sh", "-c", DOWNLOAD, "download"))) {
            return command.get(4).matches(SNAPSHOT)
                    && isArchive(command.get(5))
                    && areVolumes(command.subList(6, command.size()));
        }
        return command.size() > 2
                && command.subList(0, 2).equals(List.of("restic", "--no-cache"))
                && isRestic(command.get(2), command.subList(3, command.size()));
    }

    private boolean areVolumes(List<String> pairs) {
        for (var i = 0; i < pairs.size(); i += 2) {
            if (i + 1 == pairs.size()
                    || !isOwnPath(pairs.get(i))
                    || !pairs.get(i + 1).matches("[A-Za-z0-9_.-]+\\.tar")) {
                return false;
            }
        }
        return true;
    }

    private boolean isRestic(String word, List<String> arguments) {
        return switch (word) {
            case "snapshots" ->
                arguments.size() == 3
                        && arguments.subList(0, 2).equals(List.of("--json", "--tag"))
                        && stacks.has(arguments.get(2));
            case "backup" ->
                arguments.size() > 3
                        && arguments.subList(0, 2).equals(List.of("--json", "--tag"))
                        && stacks.has(arguments.get(2))
                        && arguments.stream().skip(3).allMatch(this::isOwnPath);
            case "ls" ->
                arguments.size() == 4
                        && arguments.get(0).equals("--json")
                        && arguments.get(1).matches(SNAPSHOT)
                        && arguments.get(2).equals(ROOT.substring(0, ROOT.length() - 1))
                        && arguments.get(3).equals("--recursive");
            case "restore" ->
                arguments.size() > 3
                        && arguments.get(0).matches(SNAPSHOT)
                        && arguments.subList(1, 3).equals(List.of("--target", "/"))
                        && areIncluded(arguments.subList(3, arguments.size()));
            default -> false;
        };
    }

    private boolean areIncluded(List<String> pairs) {
        for (var i = 0; i < pairs.size(); i += 2) {
            if (i + 1 == pairs.size() || !pairs.get(i).equals("--include") || !isOwnPath(pairs.get(i + 1))) {
                return false;
            }
        }
        return true;
    }

    /** Restic takes some characters of a path for a pattern; a path of a volume needs none of them. */
    private boolean isOwnPath(String path) {
        return path.startsWith(ROOT)
                && path.matches("[^*?\\[\\]\\\\{}!\\p{Cntrl}]+")
                && !List.of(path.split("/", -1)).contains("..")
                && stacks.ofName(path.substring(ROOT.length())).isPresent();
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.isTextual() ? text.asText() : "\0"));
        return texts;
    }
}
