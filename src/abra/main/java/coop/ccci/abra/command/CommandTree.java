package coop.ccci.abra.command;

import coop.ccci.abra.FatalException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/** All commands, put together, and what their failures look like: one {@code FATA} line and exit code 1. */
public final class CommandTree {
    private static final int FATAL = 1;

    private static final List<Branch> GROUPS = List.of(
            new Branch(
                    List.of("app", "a"),
                    "Manage apps.",
                    List.of(
                            new Leaf(List.of("new", "n"), AppNew::new),
                            new Leaf(List.of("deploy", "d"), AppDeploy::new),
                            new Leaf(List.of("upgrade", "up"), AppUpgrade::new),
                            new Leaf(List.of("rollback", "rl"), AppRollback::new),
                            new Leaf(List.of("undeploy", "un"), AppUndeploy::new),
                            new Leaf(List.of("run", "r"), AppRun::new),
                            new Leaf(List.of("cmd"), AppCmd::new),
                            new Leaf(List.of("cp", "c"), AppCp::new),
                            new Leaf(List.of("logs", "l"), AppLogs::new),
                            new Leaf(List.of("services", "sr"), AppServices::new),
                            new Leaf(List.of("restart", "re"), AppRestart::new),
                            new Leaf(List.of("check", "env"), AppCheck::new),
                            new Leaf(List.of("remove", "rm"), AppRemove::new),
                            new Leaf(List.of("backup", "b"), AppBackup::new),
                            new Leaf(List.of("restore", "rs"), AppRestore::new),
                            new Leaf(List.of("list", "ls"), AppList::new),
                            new Leaf(List.of("ps"), AppPs::new),
                            new Leaf(List.of("secret", "s"), AppSecret::new),
                            new Leaf(List.of("volume", "vl"), AppVolume::new))),
            new Branch(
                    List.of("recipe", "r"),
                    "Manage recipes.",
                    List.of(
                            new Leaf(List.of("fetch", "f"), RecipeFetch::new),
                            new Leaf(List.of("lint", "l"), RecipeLint::new),
                            new Leaf(List.of("versions", "v"), RecipeVersions::new),
                            new Leaf(List.of("list", "ls"), RecipeList::new))),
            new Branch(
                    List.of("server", "s"),
                    "Manage servers.",
                    List.of(
                            new Leaf(List.of("list", "ls"), ServerList::new),
                            new Leaf(List.of("add", "a"), ServerAdd::new))));

    private CommandTree() {}

    /**
     * Runs a command line.
     *
     * @return the exit code: 0, or 1 after a {@code FATA} line
     */
    public static int run(Abra abra, String... arguments) {
        return of(abra, arguments).execute(arguments);
    }

    static CommandLine of(Abra abra, String... arguments) {
        var tree = new CommandLine(abra);
        choose(GROUPS, arguments).forEach(group -> tree.addSubcommand(group.of(abra, arguments)));
        tree.setOut(new PrintWriter(abra.out(), true, StandardCharsets.UTF_8));
        tree.setParameterExceptionHandler((e, line) -> {
            abra.log().fatal(e.getMessage());
            return FATAL;
        });
        tree.setExecutionExceptionHandler((e, line, parsed) -> {
            abra.log().fatal(isToldInFull(e) ? e.getMessage() : e.toString());
            if (abra.isDebug()) {
                e.printStackTrace(abra.err());
            }
            return FATAL;
        });
        return tree;
    }

    private static boolean isToldInFull(Exception e) {
        return e instanceof FatalException || e instanceof UncheckedIOException;
    }

    /**
     * The choices that the arguments name, all of them when they name none. Setting up every command takes picocli
     * longer than running most of them.
     */
    private static <T extends Choice> List<T> choose(List<T> choices, String... arguments) {
        var named = choices.stream()
                .filter(choice -> Arrays.stream(arguments).anyMatch(choice.names()::contains))
                .toList();
        return named.isEmpty() ? choices : named;
    }

    private interface Choice {
        List<String> names();
    }

    private record Leaf(List<String> names, Function<Abra, Object> command) implements Choice {}

    private record Branch(List<String> names, String description, List<Leaf> leaves) implements Choice {
        CommandLine of(Abra abra, String... arguments) {
            var group = Group.of(names, description);
            choose(leaves, arguments)
                    .forEach(leaf -> group.addSubcommand(leaf.command().apply(abra)));
            return group;
        }
    }
}
