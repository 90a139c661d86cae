package coop.ccci.bridge.admission;

import coop.ccci.bridge.ledger.Author;
import coop.ccci.bridge.ledger.Mode;
import coop.ccci.bridge.report.Refusal;
import coop.ccci.contract.Commit;
import coop.ccci.contract.RecipeName;
import java.util.Optional;

/** What is to become of a trigger. */
sealed interface Decision {
    /**
     * A run.
     *
     * @param author who asks
     * @param recipe what to test
     * @param commit at which commit
     * @param mode how much of it
     */
    record Admit(Author author, RecipeName recipe, Commit commit, Mode mode) implements Decision {}

    /**
     * An explanation.
     *
     * @param author who asks
     */
    record Help(Author author) implements Decision {}

    /**
     * The end of the pull request's runs.
     *
     * @param author who asks
     */
    record Cancel(Author author) implements Decision {}

    /**
     * No run, and a sentence for its author.
     *
     * @param author who asked
     * @param refusal why not
     */
    record Refuse(Author author, Refusal refusal) implements Decision {}

    /**
     * No run, and no answer.
     *
     * @param author who wrote it, where it is still there
     * @param why for the ledger
     */
    record Ignore(Optional<Author> author, String why) implements Decision {}

    /**
     * Not to be decided yet.
     *
     * @param why for the log
     */
    record Wait(String why) implements Decision {}
}
