package coop.ccci.abra.command;

import java.util.List;
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

    static CommandLine of(List<String> names, String description) {
        var group = new CommandLine(new Group());
        group.setCommandName(names.get(0));
        group.getCommandSpec().aliases(names.stream().skip(1).toArray(String[]::new));
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
