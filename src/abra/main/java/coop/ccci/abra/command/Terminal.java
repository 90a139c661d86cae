package coop.ccci.abra.command;

import coop.ccci.abra.FatalException;
import coop.ccci.abra.Surroundings;

/** What abra says where there is no terminal though it wants one, with {@code --no-input} just the same. */
final class Terminal {
    private Terminal() {}

    /** For what abra runs inside a container with a terminal. */
    static void neededToExecute(Surroundings surroundings) {
        need(surroundings, "the input device is not a TTY");
    }

    /** For the table of {@code recipe lint}, which asks how wide the terminal is. */
    static void neededToDraw(Surroundings surroundings) {
        need(surroundings, "inappropriate ioctl for device");
    }

    private static void need(Surroundings surroundings, String otherwise) {
        if (!surroundings.isTerminal().getAsBoolean()) {
            throw new FatalException(otherwise);
        }
    }
}
