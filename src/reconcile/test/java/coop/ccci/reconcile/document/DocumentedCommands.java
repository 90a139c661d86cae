package coop.ccci.reconcile.document;

import coop.ccci.reconcile.nix.FlakeFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands in a section of a document, as an operator reads them: what is indented, block by block.
 *
 * @param blocks each with its lines, the indentation taken away
 */
public record DocumentedCommands(List<String> blocks) {
    private static final String INDENT = "    ";

    /** Copies what could change. */
    public DocumentedCommands {
        blocks = List.copyOf(blocks);
    }

    /**
     * Reads a section.
     *
     * @param document such as {@code docs/install.md}
     * @param heading its whole line, such as {@code ## With NixOS}
     */
    public static DocumentedCommands of(String document, String heading) throws IOException {
        var blocks = new ArrayList<String>();
        var block = new StringBuilder();
        var isInSection = false;
        for (var line : Files.readAllLines(FlakeFixture.ROOT.resolve(document))) {
            if (line.matches("##+ .*")) {
                isInSection = line.equals(heading);
            } else if (isInSection && line.startsWith(INDENT)) {
                block.append(line.substring(INDENT.length())).append('\n');
            } else if (!block.isEmpty()) {
                blocks.add(block.toString());
                block.setLength(0);
            }
        }
        if (blocks.isEmpty()) {
            throw new AssertionError(document + " has no commands below \"" + heading + "\"");
        }
        return new DocumentedCommands(blocks);
    }
}
