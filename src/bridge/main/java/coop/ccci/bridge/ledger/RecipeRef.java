package coop.ccci.bridge.ledger;

import coop.ccci.contract.Commit;
import java.util.Locale;

/**
 * What of a recipe's repository is tested that is no pull request.
 *
 * @param kind the default branch, or a version
 * @param name the name of the branch or of the tag
 * @param commit where it is, or was when it was seen
 */
public record RecipeRef(Kind kind, String name, Commit commit) {
    /** The longest name that is kept. */
    public static final int MAX_NAME_LENGTH = 255;

    /** What a name stands for. */
    public enum Kind {
        /** The branch that the forge shows first, into which pull requests are merged. */
        BRANCH,

        /** A tag whose name is a version. */
        TAG;

        /** Returns the word in the ledger. */
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
