package coop.ccci.bridge.admission;

import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.NewRun;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.bridge.ops.NotYet;
import coop.ccci.bridge.report.Texts;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step of the route {@code admit-triggers}: decides about a trigger and makes the run, in one transaction. */
public final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final Ledger ledger;
    private final Judge judge;
    private final URI forge;
    private final String engine;

    /**
     * Makes runs for that engine.
     *
     * @param forge the forge's address, from which runs clone
     */
    public Admission(Ledger ledger, Judge judge, URI forge, String engine) {
        this.ledger = ledger;
        this.judge = judge;
        this.forge = forge;
        this.engine = engine;
    }

    /**
     * Decides about one trigger, unless it is decided or another bridge is at it.
     *
     * @throws NotYet when it cannot be decided now
     */
    public void admit(long trigger) {
        ledger.inOneStep(() -> ledger.triggers().takeSeen(trigger).ifPresent(this::decide));
    }

    private void decide(Trigger trigger) {
        var decision = judge.decide(trigger.comment());
        if (decision instanceof Decision.Admit admit) {
            admit(trigger, admit);
        } else if (decision instanceof Decision.Refuse refuse) {
            ledger.triggers().refused(trigger, refuse.author().login(), Texts.sentence(refuse.refusal()));
            ledger.reports().open(trigger);
        } else if (decision instanceof Decision.Ignore ignore) {
            ledger.triggers().ignored(trigger, ignore.author().map(author -> author.login()), ignore.why());
        } else if (decision instanceof Decision.Wait wait) {
            throw new NotYet(wait.why());
        }
        LOG.info("trigger decided {} decision={}", trigger.comment(), decision);
    }

    /** A commit that is already waiting or being tested is not tested twice; its run answers for both comments. */
    private void admit(Trigger trigger, Decision.Admit admit) {
        var comment = trigger.comment();
        var run = ledger.queue()
                .unfinished(comment.repository(), comment.pullRequest(), admit.commit())
                .map(same -> same.id())
                .orElseGet(() -> ledger.queue()
                        .add(new NewRun(
                                trigger,
                                admit.recipe(),
                                admit.commit(),
                                cloneAddress(comment.repository()),
                                admit.author().login(),
                                engine)));
        ledger.triggers().admitted(trigger, admit.author().login(), run);
        ledger.reports().open(trigger);
    }

    private URI cloneAddress(Repository repository) {
        return URI.create(forge + "/" + repository + ".git");
    }
}
