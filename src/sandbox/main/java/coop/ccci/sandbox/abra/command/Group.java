package coop.ccci.sandbox.abra.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about one kind of thing; by itself it only says which there are. */
@Command
final class Group implements Runnable {
    @Spec
    private CommandSpec spec;

    private Group() {}

    static CommandLine of(String name, String alias, String description) {
        var group = new CommandLine(new Group());
        group.setCommandName(name);
        group.getCommandSpec().aliases(alias);
        group.getCommandSpec().usageMessage().description(description);
        return group;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "missing command: " + spec.qualifiedName() + " "
                        + String.join("|", spec.subcommands().keySet()));
    }
}
