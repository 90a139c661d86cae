package coop.ccci.bridge.camel;

import coop.ccci.bridge.admission.Admission;
import coop.ccci.bridge.admission.Admission.RetryLaterException;
import coop.ccci.bridge.engine.Engine.EngineUnavailableException;
import coop.ccci.bridge.forge.Forges.ForgeRefusedException;
import coop.ccci.bridge.forge.Forges.ForgeUnavailableException;
import coop.ccci.bridge.http.WebhookSender.WebhookUnavailableException;
import coop.ccci.bridge.ledger.Claims.Claim;
import coop.ccci.bridge.ledger.Claims.ClaimLostException;
import coop.ccci.bridge.ledger.Claims.Work;
import coop.ccci.bridge.ledger.Ledger;
import coop.ccci.bridge.ledger.Repository;
import coop.ccci.bridge.ledger.Trigger;
import coop.ccci.contract.RunId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first step of each route that works on a row, and what happens when a later one fails. The claim is the exchange's
 * property {@code claim}; a row that is not to be had leaves an empty message.
 */
public final class ClaimStep {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimStep.class);
    private static final String CLAIM = "claim";
    private static final String ID = "id";

    private final Ledger ledger;
    private final Admission admission;

    /** Claims rows of that ledger. */
    public ClaimStep(Ledger ledger, Admission admission) {
        this.ledger = ledger;
        this.admission = admission;
    }

    /** Claims a trigger that nobody has decided about. */
    public void trigger(Exchange exchange) {
        claim(exchange, Work.TRIGGER, ledger.triggers()::find);
    }

    /** Claims a queued run. */
    public void queuedRun(Exchange exchange) {
        claim(exchange, Work.QUEUED_RUN, id -> ledger.runs().find(new RunId(id)));
    }

    /** Claims a running run. */
    public void runningRun(Exchange exchange) {
        claim(exchange, Work.RUNNING_RUN, id -> ledger.runs().find(new RunId(id)));
    }

    /** Claims what asks for a test of a recipe itself. */
    public void recipeTrigger(Exchange exchange) {
        claim(exchange, Work.TRIGGER, ledger.recipes().triggers()::find);
    }

    /** Claims a repository that is to be looked at. */
    public void repository(Exchange exchange) {
        var repository = repositoryOf(exchange);
        set(exchange, ledger.recipes().refs().take(repository), Optional.of(repository));
    }

    /** Claims a recipe whose newest verdict was not looked at. */
    public void recipeLevel(Exchange exchange) {
        var repository = repositoryOf(exchange);
        var claim = ledger.recipes().levels().take(repository);
        var change = ledger.recipes().levels().find(repository);
        if (change.isEmpty()) {
            claim.ifPresent(taken -> ledger.recipes().levels().release(taken, repository));
        }
        set(exchange, claim, change);
    }

    /** Claims the answer to a comment. */
    public void report(Exchange exchange) {
        claim(exchange, Work.REPORT, ledger.triggers()::find);
    }

    /** Claims the comment of a pull request. */
    public void pullRequest(Exchange exchange) {
        var row = row(exchange);
        var repository = repositoryOf(exchange);
        var pullRequest = ((Number) row.get("pull_request")).intValue();
        var claim = ledger.pullRequestComments().take(repository, pullRequest);
        set(exchange, claim, claim.flatMap(taken -> ledger.pullRequestComments().find(repository, pullRequest)));
    }

    private <T> void claim(Exchange exchange, Work work, Function<Long, Optional<T>> find) {
        var id = ((Number) row(exchange).get(ID)).longValue();
        var claim = ledger.claims().take(work, Map.of(ID, id));
        set(exchange, claim, claim.flatMap(taken -> find.apply(id)));
    }

    private static Repository repositoryOf(Exchange exchange) {
        var row = row(exchange);
        return Repository.parse(String.valueOf(row.get("forge")), String.valueOf(row.get("repository")));
    }

    private static Map<?, ?> row(Exchange exchange) {
        return exchange.getMessage().getBody(Map.class);
    }

    private static <T> void set(Exchange exchange, Optional<Claim> claim, Optional<T> found) {
        exchange.setProperty(CLAIM, claim.orElse(null));
        exchange.getMessage().setBody(claim.flatMap(taken -> found).orElse(null));
    }

    /** Gives a row back that needs nothing now. */
    public void release(Exchange exchange) {
        ledger.claims().release(exchange.getProperty(CLAIM, Claim.class));
    }

    /** Logs what went wrong, in one line, and puts the row off, if there is one. */
    public void fail(Exchange exchange) {
        var claim = Optional.ofNullable(exchange.getProperty(CLAIM, Claim.class));
        var problem = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        var isForeseen = isOutOfReach(problem);
        log(claim.map(Claim::toString).orElseGet(exchange::getFromRouteId), problem, isForeseen);
        claim.filter(taken -> !isForeseen || !giveUp(taken)).ifPresent(ledger.claims()::postpone);
    }

    private static boolean isOutOfReach(Exception problem) {
        return problem instanceof RetryLaterException
                || problem instanceof ForgeUnavailableException
                || problem instanceof ForgeRefusedException
                || problem instanceof WebhookUnavailableException
                || problem instanceof EngineUnavailableException;
    }

    private boolean giveUp(Claim claim) {
        return claim.work() == Work.TRIGGER
                && ledger.triggers()
                        .find(claim.id())
                        .filter(trigger -> trigger.state() == Trigger.State.SEEN)
                        .filter(trigger -> admission.giveUp(claim, trigger))
                        .isPresent();
    }

    private static void log(String row, Exception problem, boolean isForeseen) {
        if (problem instanceof RetryLaterException || problem instanceof ClaimLostException) {
            LOG.info("waiting {}: {}", row, problem.getMessage());
        } else if (isForeseen) {
            LOG.warn("to be tried again {}: {}", row, problem.getMessage());
        } else {
            LOG.error("to be tried again {}", row, problem);
        }
    }
}
