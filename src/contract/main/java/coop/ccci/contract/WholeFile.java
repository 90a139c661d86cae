package coop.ccci.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file of a run so that it is there whole or not at all. One process at a time writes a file. */
public final class WholeFile {
    private WholeFile() {}

    /**
     * Writes it, in the place of one that is there.
     *
     * @throws IOException when it cannot be written; what was there is as it was
     */
    public static void write(Path file, byte[] content) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.write(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
