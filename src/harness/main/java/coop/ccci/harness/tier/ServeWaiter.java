package coop.ccci.harness.tier;

import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.probe.AppProbe;
import coop.ccci.harness.probe.StatusRule;
import coop.ccci.harness.probe.TcpProbe;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.recipe.Health;
import coop.ccci.harness.recipe.RecipeSettings;
import coop.ccci.harness.result.RunException;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.traefik.RouteDiagnosis;
import coop.ccci.host.HumanTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks an app that has converged for its answer, and waits for it as long as it may still come. */
final class ServeWaiter {
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final Duration ASK_WHY_AGAIN = Duration.ofSeconds(5);

    /** A router that Traefik has at one path it has at every path. */
    private static final Duration LOOK_BELOW = Duration.ofSeconds(5);

    private final RunApp app;
    private final RecipeSettings settings;
    private final AppProbe probe;
    private final TcpProbe tcp = new TcpProbe();
    private final RouteDiagnosis routes;
    private final AnswerPatience patience;

    ServeWaiter(RunApp app, RecipeSettings settings, AppProbe probe, RouteDiagnosis routes) {
        this.app = app;
        this.settings = settings;
        this.probe = probe;
        this.routes = routes;
        this.patience = new AnswerPatience(settings.serve());
    }

    /**
     * Waits until the app serves.
     *
     * @param stillRuns throws when the app cannot come up any more
     * @param report what a person needs to see of the app's services
     * @return one clause for people
     */
    String serve(Deadline deadline, Runnable stillRuns, Supplier<List<String>> report) {
        return settings.health()
                .match(
                        page -> new PageWait(page, deadline, stillRuns, report).run(),
                        port -> open(port, deadline, stillRuns, report),
                        none -> "nothing is asked: " + none.reason());
    }

    /** Returns what is asserted of an app that serves; none where there is nothing to ask. */
    List<Assertion> assertions(Deadline deadline) {
        return settings.health()
                .match(
                        page -> {
                            var answer = ask(page, deadline);
                            return List.of(GenericAssertions.assertion(
                                    address(page) + " is answered by the app, with a valid certificate",
                                    answer.isFromApp(),
                                    answer.describe()));
                        },
                        port -> {
                            var problem = tcp.problem(port.port());
                            return List.of(GenericAssertions.assertion(
                                    "port " + port.port() + " is answered by the app",
                                    problem.isEmpty(),
                                    problem.orElse("")));
                        },
                        none -> List.of());
    }

    /** Asks once; empty where there is no page to ask. */
    Optional<Answer> ask(Deadline deadline) {
        return settings.health().page().map(page -> ask(page, deadline));
    }

    /** Returns the path of the page to show: {@code /} where the app has it; empty where there is no page. */
    Optional<String> landingPage(Deadline deadline) {
        return settings.health()
                .page()
                .map(page -> probe.ask(app.domain(), "/", StatusRule.DEFAULT, deadline)
                                        .kind()
                                == Answer.Kind.NO_ROUTE
                        ? page.path()
                        : "/");
    }

    private Answer ask(Health.Page page, Deadline deadline) {
        return probe.ask(app.domain(), page.path(), new StatusRule(page.codes()), deadline);
    }

    private String address(Health.Page page) {
        return "https://" + app.domain() + page.path();
    }

    private String open(Health.Tcp wanted, Deadline deadline, Runnable stillRuns, Supplier<List<String>> report) {
        var port = wanted.port();
        if (!routes.publishedPorts().contains(port)) {
            throw RunException.recipe("health.tcp in recipe.yml says port " + port
                    + ", which no service of the recipe publishes; published are " + routes.publishedPorts());
        }
        var began = System.nanoTime();
        var streak = new AnswerStreak(wanted.successThreshold());
        var last = "nothing";
        while (true) {
            var problem = tcp.problem(port);
            streak.add(problem.isEmpty());
            if (streak.isReached()) {
                return "port " + port + " is answered";
            }
            last = problem.orElse(last);
            stillRuns.run();
            if (since(began).compareTo(settings.serve()) > 0) {
                throw RunException.recipe(
                        "port " + port + " did not answer within " + HumanTime.format(settings.serve())
                                + streak.describe() + "; last seen: " + last,
                        report.get());
            }
            deadline.pause(streak.pause(PAUSE));
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    /** One wait for a page. */
    private final class PageWait {
        private final Health.Page page;
        private final Deadline deadline;
        private final Runnable stillRuns;
        private final Supplier<List<String>> report;
        private final long began = System.nanoTime();
        private List<String> reasons = List.of();
        private Optional<Long> asked = Optional.empty();
        private boolean lookedBelow;
        private final AnswerStreak streak;
        private Answer last = new Answer.NotTheApp("no answer that did not count");

        PageWait(Health.Page page, Deadline deadline, Runnable stillRuns, Supplier<List<String>> report) {
            this.page = page;
            this.deadline = deadline;
            this.stillRuns = stillRuns;
            this.report = report;
            this.streak = new AnswerStreak(page.successThreshold());
        }

        String run() {
            var kind = Answer.Kind.OTHER;
            var kindSince = began;
            while (true) {
                var answer = ask(page, deadline);
                streak.add(answer.isFromApp());
                if (streak.isReached()) {
                    return address(page) + " answered with " + answer.describe();
                }
                stillRuns.run();
                if (answer.isFromApp()) {
                    requireTime();
                    kind = Answer.Kind.OTHER;
                    kindSince = System.nanoTime();
                    deadline.pause(streak.pause(PAUSE));
                    continue;
                }
                last = answer;
                if (answer.kind() != kind) {
                    kind = answer.kind();
                    kindSince = System.nanoTime();
                }
                var steady = since(kindSince);
                askWhy(kind, steady);
                if (patience.isOver(kind, since(began), steady, !reasons.isEmpty())) {
                    throw silent(answer);
                }
                deadline.pause(PAUSE);
            }
        }

        /** An app that answers, and never often enough in a row, must not keep the run for ever. */
        private void requireTime() {
            if (since(began).compareTo(settings.serve()) > 0) {
                throw unanswered(last, List.of());
            }
        }

        private void askWhy(Answer.Kind kind, Duration steady) {
            if (kind != Answer.Kind.NO_ROUTE) {
                reasons = List.of();
                return;
            }
            if (!lookedBelow && steady.compareTo(LOOK_BELOW) >= 0) {
                lookedBelow = true;
                below().ifPresent(found -> {
                    throw unanswered(AppProbe.NO_ROUTE, List.of(found));
                });
            }
            var due = asked.isEmpty() || since(asked.get()).compareTo(ASK_WHY_AGAIN) >= 0;
            if (patience.asksWhy(kind, steady) && due) {
                asked = Optional.of(System.nanoTime());
                reasons = routes.noRoute(page.path());
            }
        }

        /** The app may answer only below a path, which nobody has told. */
        private Optional<String> below() {
            for (var path : routes.otherPaths(page.path())) {
                var answer = probe.ask(app.domain(), path, StatusRule.DEFAULT, deadline);
                if (answer.isFromApp()) {
                    return Optional.of("the app answers at " + path + " with " + answer.describe()
                            + ", as its router's rule says: "
                            + routes.ruleOf(path).orElse("") + "; declare it in recipe.yml by health.path: " + path);
                }
            }
            return Optional.empty();
        }

        private RunException silent(Answer answer) {
            return switch (answer.kind()) {
                case NO_ROUTE -> {
                    var found = below();
                    yield unanswered(answer, found.isPresent() ? List.of(found.get()) : routes.noRoute(page.path()));
                }
                case GATEWAY -> unanswered(answer, routes.noAnswer());
                case OTHER -> unanswered(answer, routes.otherNetwork());
                case REDIRECT_LOOP, LOGIN -> unanswered(answer, List.of());
            };
        }

        private RunException unanswered(Answer answer, List<String> why) {
            var waited = Duration.ofSeconds(
                    Math.min(since(began).toSeconds(), settings.serve().toSeconds()));
            var message = address(page) + " did not answer as it should within " + HumanTime.format(waited)
                    + streak.describe() + "; last seen: " + answer.describe();
            var unexplained = answer.kind() == Answer.Kind.NO_ROUTE && why.isEmpty();
            var reason = unexplained
                    ? ". Neither the app's labels nor Traefik's log say why; or the app itself says these words, as programs in Go"
                            + " do: then declare a page that it has by health.path in recipe.yml"
                    : why.isEmpty() ? "" : ": " + why.get(0);
            Supplier<RunException> ofTheRecipe = () -> {
                var details = new ArrayList<>(why.subList(Math.min(1, why.size()), why.size()));
                details.addAll(report.get());
                return RunException.recipe(message + reason, details);
            };
            return answer.match(
                    app -> ofTheRecipe.get(),
                    other -> ofTheRecipe.get(),
                    wrong -> ofTheRecipe.get(),
                    none -> RunException.environment(message + "; is Traefik up?"));
        }
    }
}
