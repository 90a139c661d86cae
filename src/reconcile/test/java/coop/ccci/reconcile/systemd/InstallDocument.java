package coop.ccci.reconcile.systemd;

import coop.ccci.reconcile.nix.FlakeFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The commands in a section of docs/install.md, as an operator reads them: what is indented, block by block. */
record InstallDocument(List<String> blocks) {
    private static final String INDENT = "    ";

    static InstallDocument section(String title) throws IOException {
        var blocks = new ArrayList<String>();
        var block = new StringBuilder();
        var isInSection = false;
        for (var line : Files.readAllLines(FlakeFixture.ROOT.resolve("docs/install.md"))) {
            if (line.startsWith("## ")) {
                isInSection = line.equals("## " + title);
            } else if (isInSection && line.startsWith(INDENT)) {
                block.append(line.substring(INDENT.length())).append('\n');
            } else if (!block.isEmpty()) {
                blocks.add(block.toString());
                block.setLength(0);
            }
        }
        return new InstallDocument(blocks);
    }
}
