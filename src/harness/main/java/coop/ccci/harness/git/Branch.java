package coop.ccci.harness.git;

import coop.ccci.contract.Commit;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * A branch of a fetched repository.
 *
 * @param name without {@code refs/heads/}
 * @param tip its newest commit
 */
public record Branch(String name, Commit tip) {
    /**
     * Reads the name of the branch that a pull request is to be merged into, with or without {@code refs/heads/}.
     *
     * @throws IllegalArgumentException when git has no such names (git check-ref-format)
     */
    public static String nameIn(String text) {
        var name = text.startsWith(Constants.R_HEADS) ? text.substring(Constants.R_HEADS.length()) : text;
        if (Repository.isValidRefName(Constants.R_HEADS + name)) {
            return name;
        }
        throw new IllegalArgumentException("\"" + text.replaceAll("\\p{Cntrl}", "?")
                + "\" is not a branch: give the name of the one that the pull request is to be merged into, for example"
                + " --target main (CCCI_TARGET)");
    }
}
