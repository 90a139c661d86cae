package coop.ccci.harness.git;

import java.io.IOException;
import java.nio.file.Files;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * Has every file of a clone written and compared as it is in the repository, byte for byte, whatever
 * {@code .gitattributes} says of ends of lines, filters or encodings: so does {@code abra}, and so a file that its
 * attributes do not fit is not taken for a changed one.
 */
final class UnconvertedFiles {
    private static final String ATTRIBUTES = "* -text -crlf -eol -filter -ident -working-tree-encoding\n";

    private UnconvertedFiles() {}

    /** From now on, in one clone: this file goes before all others (gitattributes(5)). */
    static void in(Repository repository) throws IOException {
        var file = repository.getDirectory().toPath().resolve(Constants.INFO_ATTRIBUTES);
        Files.createDirectories(file.getParent());
        Files.writeString(file, ATTRIBUTES);
    }
}
