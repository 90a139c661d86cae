package coop.ccci.abra.command;

import picocli.CommandLine.Option;

/** The option of every command that can write JSON instead of a table. */
final class MachineFlag {
    @Option(
            names = {"-m", "--machine"},
            description = "Write JSON.")
    private boolean machine;

    boolean given() {
        return machine;
    }
}
