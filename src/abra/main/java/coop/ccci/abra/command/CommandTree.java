package coop.ccci.abra.command;

import coop.ccci.abra.process.FatalException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, put together, and the form of their failures: one {@code FATA} line and exit code 1. */
public final class CommandTree {
    private static final int FATAL = 1;

    private static final List<Group> GROUPS = List.of(
            new Group(
                    List.of("app"),
                    "Manage apps.",
                    List.of(
                            new Leaf(List.of("new"), AppNewCommand::new),
                            new Leaf(List.of("deploy"), AppDeployCommand::new),
                            new Leaf(List.of("upgrade"), AppUpgradeCommand::new),
                            new Leaf(List.of("undeploy"), AppUndeployCommand::new),
                            new Leaf(List.of("run"), AppRunCommand::new),
                            new Leaf(List.of("command", "cmd"), AppCommandCommand::new),
                            new Leaf(List.of("remove", "rm"), AppRemoveCommand::new),
                            new Leaf(List.of("backup"), AppBackupCommands::new),
                            new Leaf(List.of("restore"), AppRestoreCommand::new),
                            new Leaf(List.of("list", "ls"), AppListCommand::new),
                            new Leaf(List.of("ps"), AppPsCommand::new),
                            new Leaf(List.of("secret"), AppSecretCommands::new),
                            new Leaf(List.of("volume"), AppVolumeCommands::new))),
            new Group(
                    List.of("recipe"),
                    "Manage recipes.",
                    List.of(
                            new Leaf(List.of("fetch"), RecipeFetchCommand::new),
                            new Leaf(List.of("lint"), RecipeLintCommand::new),
                            new Leaf(List.of("versions"), RecipeVersionsCommand::new))),
            new Group(
                    List.of("server"),
                    "Manage servers.",
                    List.of(
                            new Leaf(List.of("list", "ls"), ServerListCommand::new),
                            new Leaf(List.of("add"), ServerAddCommand::new))));

    private CommandTree() {}

    /**
     * Runs a command line.
     *
     * @return the exit code: 0, or 1 after a {@code FATA} line
     */
    public static int run(AbraCommand abra, String... arguments) {
        var tree = new CommandLine(abra);
        choose(GROUPS, arguments).forEach(group -> tree.addSubcommand(group.commandLine(abra, arguments)));
        tree.setOut(new PrintWriter(abra.out(), true, StandardCharsets.UTF_8));
        tree.setParameterExceptionHandler((e, line) -> {
            abra.log().fatal(message(e));
            return FATAL;
        });
        tree.setExecutionExceptionHandler((e, line, parsed) -> {
            abra.log().fatal(isExpected(e) ? e.getMessage() : e.toString());
            if (abra.isDebug()) {
                e.printStackTrace(abra.err());
            }
            return FATAL;
        });
        return tree.execute(arguments);
    }

    private static boolean isExpected(Exception e) {
        return e instanceof FatalException || e instanceof UncheckedIOException;
    }

    /**
     * Returns cobra's words for a command that is not there, which abra is built with. A word after a group of commands
     * is refused here as well, where abra prints the group's help and exits with 0: a caller should learn of it.
     */
    private static String message(ParameterException e) {
        var command = e.getCommandLine();
        var isCommand = e instanceof UnmatchedArgumentException unmatched
                && !command.getSubcommands().isEmpty()
                && !unmatched.getUnmatched().get(0).startsWith("-");
        return isCommand
                ? "unknown command \""
                        + ((UnmatchedArgumentException) e).getUnmatched().get(0) + "\" for \""
                        + command.getCommandSpec().qualifiedName() + "\""
                : e.getMessage();
    }

    /**
     * Returns the choices that the arguments name, all of them when they name none. Setting up every command takes
     * picocli longer than running most of them.
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

    private record Leaf(List<String> names, Function<AbraCommand, Object> command) implements Choice {}

    private record Group(List<String> names, String description, List<Leaf> leaves) implements Choice {
        CommandLine commandLine(AbraCommand abra, String... arguments) {
            var group = CommandGroup.of(names.get(0), description);
            choose(leaves, arguments)
                    .forEach(leaf -> group.addSubcommand(leaf.command().apply(abra)));
            return group;
        }
    }
}
