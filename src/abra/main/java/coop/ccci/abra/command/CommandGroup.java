package coop.ccci.abra.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A group of commands about one kind of thing; without one of them it only lists which there are. */
@Command
final class CommandGroup implements Runnable {
    @Spec
    private CommandSpec spec;

    private CommandGroup() {}

    static CommandLine of(String name, String description) {
        var group = new CommandLine(new CommandGroup());
        group.setCommandName(name);
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
