package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.doctor.Assumption;
import coop.ccci.harness.doctor.Assumptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the fake abra says of its commands, in the form that cobra gives it. */
final class FakeHelp {
    private static final String GLOBAL =
            """

            Global Flags:
              -d, --debug                show debug messages
            %s  -n, --no-input             toggle non-interactive mode
              -o, --offline              prefer offline & filesystem access
            """;

    private static final Map<String, List<String>> FLAGS = Map.ofEntries(
            Map.entry(
                    "app new",
                    List.of(
                            "-C, --chaos",
                            "-D, --domain string",
                            "-p, --pass",
                            "-S, --secrets",
                            "-s, --server string")),
            Map.entry(
                    "app deploy",
                    List.of("-C, --chaos", "-f, --force", "-c, --no-converge-checks", "-D, --no-domain-checks")),
            Map.entry("app upgrade", List.of("-f, --force", "-c, --no-converge-checks", "-D, --no-domain-checks")),
            Map.entry("app undeploy", List.of("-p, --prune")),
            Map.entry("app command", List.of("-C, --chaos")),
            Map.entry("app volume remove", List.of("-f, --force")),
            Map.entry("app secret generate", List.of("-a, --all", "-C, --chaos", "-m, --machine")),
            Map.entry("app secret insert", List.of("-f, --file", "-t, --trim")),
            Map.entry("app secret remove", List.of("-a, --all", "-C, --chaos")),
            Map.entry("app remove", List.of("-f, --force")),
            Map.entry("app ps", List.of("-m, --machine")),
            Map.entry("app run", List.of("-t, --no-tty", "-u, --user string")),
            Map.entry("app backup create", List.of("-C, --chaos", "-r, --retries string")),
            Map.entry("app backup snapshots", List.of("-C, --chaos", "-t, --timestamps")),
            Map.entry("app backup list", List.of("-s, --snapshot string")),
            Map.entry(
                    "app backup download",
                    List.of("-C, --chaos", "-p, --path string", "-s, --snapshot string", "-v, --volumes")),
            Map.entry("app restore", List.of("-C, --chaos", "-H, --hooks", "-s, --snapshot string")),
            Map.entry("recipe fetch", List.of("-a, --all", "-f, --force")),
            Map.entry("recipe versions", List.of("-m, --machine")));

    private FakeHelp() {}

    /** As cobra does, it answers an unknown command with the help of its group. */
    static String of(String called, Set<String> lies) {
        var command = called.replaceFirst(" rm$", " remove");
        var lie = "help." + called.replace(' ', '-');
        var flags = FLAGS.get(command);
        if (flags == null || (lies.contains(lie) && wanted(lie).isEmpty())) {
            return "Usage:\n  abra " + called.substring(0, called.indexOf(' ')) + " [cmd] [args] [flags]\n";
        }
        var shown = flags.stream()
                .filter(flag -> !lies.contains(lie) || !wanted(lie).get(0).startsWith(flag.substring(0, 2)))
                .map(flag -> "  " + flag + "   what it does\n")
                .collect(Collectors.joining());
        return "Usage:\n  abra " + command + " [flags]\n\nFlags:\n" + shown
                + GLOBAL.formatted(lies.contains("abra.globals") ? "" : "  -i, --ignore-env-version   ignore it\n");
    }

    private static List<String> wanted(String id) {
        return Assumptions.all().stream()
                .flatMap(topic -> topic.assumptions().stream())
                .filter(assumption -> assumption.id().equals(id))
                .findFirst()
                .flatMap(Assumption::help)
                .map(Assumption.Help::flags)
                .orElse(List.of());
    }
}
