package coop.ccci.sandbox.abra.command;

import coop.ccci.sandbox.abra.FatalException;
import picocli.CommandLine;

/** All commands, put together, and what their failures look like: one {@code FATA} line and exit code 1. */
public final class CommandTree {
    private static final int FATAL = 1;

    private CommandTree() {}

    /**
     * Runs a command line.
     *
     * @return the exit code: 0, or 1 after a {@code FATA} line
     */
    public static int run(Abra abra, String... arguments) {
        return of(abra).execute(arguments);
    }

    static CommandLine of(Abra abra) {
        var app = Group.of("app", "a", "Manage apps.")
                .addSubcommand(new AppNew(abra))
                .addSubcommand(new AppDeploy(abra))
                .addSubcommand(new AppUndeploy(abra))
                .addSubcommand(new AppRemove(abra))
                .addSubcommand(new AppList(abra))
                .addSubcommand(new AppPs(abra))
                .addSubcommand(new AppSecret(abra))
                .addSubcommand(new AppVolume(abra));
        var recipe = Group.of("recipe", "r", "Manage recipes.").addSubcommand(new RecipeFetch(abra));
        var server = Group.of("server", "s", "Manage servers.").addSubcommand(new ServerList(abra));
        var tree =
                new CommandLine(abra).addSubcommand(app).addSubcommand(recipe).addSubcommand(server);
        tree.setParameterExceptionHandler((e, line) -> {
            abra.log().fatal(e.getMessage());
            return FATAL;
        });
        tree.setExecutionExceptionHandler((e, line, parsed) -> {
            abra.log().fatal(e instanceof FatalException ? e.getMessage() : e.toString());
            if (abra.isDebug()) {
                e.printStackTrace(abra.err());
            }
            return FATAL;
        });
        return tree;
    }
}
