package coop.ccci.harness.tier;

import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.recipe.RecipeSettings;
import java.time.Duration;

/**
 * How long an app that has converged is waited for until it answers. What will not change is not waited for as long as
 * what may.
 */
final class AnswerPatience {
    /** Traefik looks at the swarm every 15 s unless it is told otherwise, and applies what it sees after 2 s. */
    static final Duration FOR_A_ROUTE = Duration.ofSeconds(25);

    /** Some apps answer so while they begin, and not for long. */
    static final Duration FOR_ANOTHER_MIND = Duration.ofSeconds(30);

    private static final Duration FOR_A_ROUTE_IN_ANY_CASE = Duration.ofSeconds(60);

    private final Duration longest;
    private final boolean isDeclared;

    /** @param longest how long it may take at most; where it is not the default, a recipe has declared it */
    AnswerPatience(Duration longest) {
        this.longest = longest;
        this.isDeclared = !longest.equals(RecipeSettings.DEFAULTS.serve());
    }

    /** Returns whether a reason for a missing route is worth looking for. */
    boolean asksWhy(Answer.Kind kind, Duration steady) {
        return kind == Answer.Kind.NO_ROUTE && steady.compareTo(FOR_A_ROUTE) >= 0;
    }

    /**
     * Returns whether the wait is over.
     *
     * @param kind what the last answer is a sign of
     * @param waited since it was asked first
     * @param steady since all answers are of this kind
     * @param explained whether it is known why there is no route
     */
    boolean isOver(Answer.Kind kind, Duration waited, Duration steady, boolean explained) {
        if (waited.compareTo(longest) > 0) {
            return true;
        }
        return switch (kind) {
            case NO_ROUTE ->
                explained ? asksWhy(kind, steady) : !isDeclared && steady.compareTo(FOR_A_ROUTE_IN_ANY_CASE) >= 0;
            case REDIRECT_LOOP, LOGIN -> steady.compareTo(FOR_ANOTHER_MIND) >= 0;
            case GATEWAY, OTHER -> false;
        };
    }
}
