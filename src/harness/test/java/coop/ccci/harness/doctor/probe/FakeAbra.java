package coop.ccci.harness.doctor.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import coop.ccci.harness.process.ProcessResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An abra that behaves as cc-ci assumes, with real files and a fake swarm, and lies wherever it is told to: the id of
 * an assumption in the set of lies makes it behave otherwise in just that.
 */
final class FakeAbra {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<String> calls = new ArrayList<>();
    Consumer<String> onCall = call -> {};
    private final Set<String> lies;
    private final FakeSwarm swarm;
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private List<String> words = List.of();
    private Map<String, String> environment = Map.of();
    private boolean terminal;
    private Path directory = Path.of("/");

    FakeAbra(Set<String> lies, FakeSwarm swarm) {
        this.lies = lies;
        this.swarm = swarm;
    }

    public ProcessResult run(List<String> arguments, Path where, Map<String, String> seen, Duration atMost) {
        out.setLength(0);
        err.setLength(0);
        environment = seen;
        directory = where;
        terminal = arguments.get(0).equals("script");
        if (terminal && arguments.get(2).startsWith("test")) {
            return new ProcessResult(lies.contains("program.script") ? 0 : 7, false, "", "", Duration.ZERO);
        }
        if (arguments.get(0).equals("unshare")) {
            return new ProcessResult(lies.contains("machine.namespace") ? 1 : 0, false, "", "", Duration.ZERO);
        }
        if (arguments.get(0).endsWith("/chromium")) {
            return new ProcessResult(0, false, "Chromium 156.0\n", "", Duration.ZERO);
        }
        words = terminal ? atTerminal(arguments.get(2)) : arguments;
        words = words.subList(1, words.size());
        calls.add(String.join(" ", words));
        onCall.accept(String.join(" ", words));
        int exit;
        try {
            exit = answer();
        } catch (Refusal e) {
            err.append("FATA ").append(e.getMessage()).append('\n');
            exit = 1;
        }
        return terminal
                ? new ProcessResult(exit, false, (out.toString() + err).replace("\n", "\r\n"), "", Duration.ZERO)
                : new ProcessResult(exit, false, out.toString(), err.toString(), Duration.ZERO);
    }

    /** The words of what {@code script} gives a shell, which first says how wide the terminal is. */
    private static List<String> atTerminal(String line) {
        return List.of(line.substring(line.indexOf("exec ") + "exec ".length())
                .replace("'", "")
                .split(" "));
    }

    private boolean lies(String id) {
        return lies.contains(id);
    }

    private int answer() {
        if (words.equals(List.of("--version"))) {
            out.append("abra version ")
                    .append(lies("abra.version") ? "0.9.0-beta" : "0.13.0-beta-06a57de")
                    .append(lies("abra.restic") ? " (a stand-in)\n" : "\n");
            return lies("abra.found") ? 1 : 0;
        }
        if (words.contains("--help")) {
            out.append(FakeHelp.of(String.join(" ", words.subList(0, words.size() - 1)), lies));
            return 0;
        }
        if (words.get(0).startsWith("-") && lies("abra.position")) {
            throw new Refusal("unknown command");
        }
        var command = words.stream().filter(word -> !word.startsWith("-")).toList();
        return switch (command.get(0) + " " + command.get(1)) {
            case "server ls" ->
                print(lies("server-ls.shape") ? Map.of() : List.of(Map.of("name", "default", "host", "local")));
            case "app ls" -> print(apps().list());
            case "app new" -> apps().make(command);
            case "recipe fetch" -> lies("recipe-fetch.at-hand") ? fail("it is there already") : 0;
            case "recipe versions" ->
                print(
                        lies("recipe-versions.shape")
                                ? Map.of()
                                : List.of(Map.of("service", "app", "image", "busybox", "tag", "1", "version", "1")));
            case "recipe lint" -> lint();
            case "app ps" -> processes(command.get(2));
            case "app secret" -> secret(command.get(2), command.get(3));
            case "app deploy" -> new FakeDeploy(lies, swarm, abraDir(), command.get(2), words).run();
            case "app upgrade" -> lies("upgrade.not-deployed") ? 0 : fail(command.get(2) + " is not deployed?");
            case "app backup" -> backup(command.get(2));
            case "app restore" -> backup("restore");
            case "app volume" -> removeVolumes();
            case "app undeploy" -> undeploy();
            case "app rm" -> apps().remove(command.get(2));
            default -> fail("unknown command " + command);
        };
    }

    private Path abraDir() {
        return environment.containsKey("ABRA_DIR")
                ? Path.of(environment.get("ABRA_DIR"))
                : Path.of(environment.get("HOME"), ".abra");
    }

    private FakeApps apps() {
        return new FakeApps(lies, swarm, abraDir(), environment, words);
    }

    private int print(Object json) {
        try {
            out.append(JSON.writeValueAsString(json)).append('\n');
            return 0;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static int fail(String why) {
        throw new Refusal(why);
    }

    private int lint() {
        var recipe = abraDir().resolve("recipes").resolve("doctor");
        if (!terminal && !lies("lint.terminal")) {
            return fail("inappropriate ioctl for device");
        }
        if (!Files.exists(recipe.resolve(".env.sample")) && !lies("lint.no-sample")) {
            return fail("unable to validate recipe: .env.sample: no such file");
        }
        var line = lies("lint.table") ? "|" : "┃";
        var titles = lies("lint.columns") ? "REF,LEVEL,RULE" : "REF,RULE,SEVERITY,SATISFIED,SKIPPED,HOW TO FIX";
        var app = AbraProbes.read(recipe.resolve("compose.yml")).contains("\n  app:\n");
        for (var row :
                List.of(titles, "R001,expected version,warn,✅,-,x", "R009,app,error," + (app ? "✅" : "❌") + ",-,x")) {
            out.append(line).append(row.replace(",", line)).append(line).append('\n');
        }
        if (app) {
            return 0;
        }
        out.append("WARN critical errors present in doctor config\n");
        return lies("lint.exit-code") ? 1 : 0;
    }

    private int processes(String domain) {
        if (!Files.exists(abraDir().resolve("servers").resolve("default").resolve(domain + ".env"))) {
            if (lies("abra.stderr")) {
                out.append("FATA no such app\n");
                return 1;
            }
            err.append("FATA no such app\n");
            return lies("abra.exit-code") ? 2 : 1;
        }
        return print(lies("app-ps.shape") ? List.of() : Map.of("app", Map.of("image", "busybox", "state", "running")));
    }

    private int secret(String what, String domain) {
        var stack = domain.replace('.', '_');
        if (what.equals("ls")) {
            return print(
                    lies("secret-ls.shape")
                            ? Map.of()
                            : List.of(Map.of(
                                    "name",
                                    "word",
                                    "version",
                                    "v1",
                                    "generated name",
                                    "x",
                                    "created on server",
                                    "false")));
        }
        swarm.secrets.add(stack + (lies("secret.name") ? "_word" : "_word_v1"));
        return print(
                lies("secret-generate.shape")
                        ? Map.of("word", "hunter2")
                        : List.of(Map.of("name", "word", "value", "hunter2")));
    }

    private int backup(String what) {
        if (!terminal && !lies("backup.terminal")) {
            return fail("the input device is not a TTY");
        }
        if (lies("backup." + what)) {
            return what.equals("snapshots") ? 0 : fail("no backupbot discovered, is it deployed?");
        }
        if (what.equals("download")) {
            write(directory.resolve("backup.tar.gz"), "tar");
        }
        out.append(what.equals("snapshots") ? "2026-11-22T12:00:00Z c0ffee12\n" : "");
        return 0;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int removeVolumes() {
        if (!swarm.services.isEmpty()) {
            return lies("volume-rm.deployed") ? 0 : fail("still deployed");
        }
        if (!lies("volume-rm.removes")) {
            swarm.volumes.clear();
        }
        return 0;
    }

    private int undeploy() {
        if (!lies("undeploy.services")) {
            swarm.services.clear();
        }
        if (lies("undeploy.keeps")) {
            swarm.volumes.clear();
        }
        return 0;
    }

    /** A line with FATA. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String why) {
            super(why);
        }
    }
}
