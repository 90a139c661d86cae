package coop.ccci.harness.report;

import coop.ccci.contract.Commit;
import coop.ccci.contract.KeptApp;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.RunId;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.TestedApp;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.contract.TierStatus;
import coop.ccci.contract.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs to report, with whatever text a recipe may bring. */
final class ReportedRun {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private ReportedRun() {}

    /** Returns the results of a run that failed, in which each text that a recipe brings is this one. */
    static Results failed(String foreign) {
        return results(
                Verdict.FAILED,
                List.of(
                        new TierResult(
                                Tier.INSTALL,
                                TierStatus.PASS,
                                Optional.empty(),
                                Duration.ofSeconds(20),
                                List.of(new Assertion(
                                        "the app answers " + foreign,
                                        true,
                                        Optional.empty(),
                                        Optional.of(TestedApp.FRESH)))),
                        new TierResult(Tier.UPGRADE, TierStatus.SKIP, Optional.of(foreign), Duration.ZERO, List.of()),
                        new TierResult(
                                Tier.FUNCTIONAL,
                                TierStatus.FAIL,
                                Optional.of(foreign),
                                Duration.ofMillis(2250),
                                List.of(new Assertion("EntryTest: " + foreign, false, Optional.of(foreign))))),
                Map.of(Rung.INSTALL, RungStatus.PASS, Rung.FUNCTIONAL, RungStatus.FAIL),
                1,
                Optional.of(new Results.Failure("functional", foreign, List.of(foreign, foreign))),
                foreign);
    }

    /** Returns the results of a run that passed its install tier and no other. */
    static Results passed() {
        return results(
                Verdict.PASSED,
                List.of(new TierResult(
                        Tier.INSTALL,
                        TierStatus.PASS,
                        Optional.empty(),
                        Duration.ofSeconds(20),
                        List.of(new Assertion("the app answers", true, Optional.empty())))),
                Map.of(Rung.INSTALL, RungStatus.PASS),
                1,
                Optional.empty(),
                "nothing");
    }

    private static Results results(
            Verdict verdict,
            List<TierResult> tiers,
            Map<Rung, RungStatus> rungs,
            int level,
            Optional<Results.Failure> failure,
            String foreign) {
        return new Results(
                Results.SCHEMA,
                new RunId(42),
                new RecipeName("guestbook"),
                Optional.of(new Commit("89abcdef0123456789abcdef0123456789abcdef")),
                "https://git.example.org/" + foreign,
                Optional.of(4),
                Map.of(),
                Optional.of(new Results.Base(Results.Base.Kind.OVERRIDE, foreign, foreign)),
                1,
                verdict,
                level,
                START,
                START.plusSeconds(33),
                tiers,
                rungs,
                Optional.of(new Results.Lint(
                        RungStatus.UNVER,
                        Optional.of(foreign),
                        List.of(new Results.Lint.Rule("R001", foreign, foreign, false, false)))),
                Optional.of("screenshot.png"),
                Optional.empty(),
                failure,
                List.of(foreign),
                new Results.Flags(true, true),
                new Results.Timings(
                        Duration.ofSeconds(33), Duration.ofSeconds(12), Duration.ofSeconds(9), Duration.ofSeconds(5)),
                List.of(),
                List.of());
    }

    /** Returns events in which each text that a recipe brings is this one. */
    static List<RunEvent> events(String foreign) {
        return List.of(
                RunEvent.started(START, "run"),
                RunEvent.started(START.plusSeconds(1), "deploy"),
                RunEvent.note(START.plusSeconds(2), "deploy", foreign),
                RunEvent.finished(
                        START.plusSeconds(11), "deploy", "pass", Duration.ofSeconds(10), Optional.of(foreign)),
                RunEvent.started(START.plusSeconds(11), "converge"),
                RunEvent.finished(START.plusSeconds(21), "run", "failed", Duration.ofSeconds(21), Optional.empty()));
    }

    /** Returns evidence in which each text that a recipe brings is this one. */
    static RunEvidence evidence(String foreign) {
        var evidence = new RunEvidence();
        evidence.manifest(List.of(foreign));
        evidence.kept(List.of(new KeptAppGuide(
                new KeptApp("gues-d4e5f6.ci.example.org", START.plusSeconds(3633)),
                List.of(new KeptAppGuide.Step("ask it", "curl " + foreign)))));
        evidence.testsSaid(foreign);
        evidence.add(new ServiceEvidence(
                TestedApp.FRESH,
                "app" + foreign,
                0,
                1,
                foreign,
                List.of(new ServiceEvidence.Task(START, foreign, Duration.ofSeconds(3), true)),
                List.of("it began", "error: " + foreign),
                Optional.empty()));
        evidence.add(new ServiceEvidence(
                TestedApp.FRESH,
                "db",
                1,
                1,
                "",
                List.of(),
                List.of(),
                Optional.of("Its log cannot be read: " + foreign)));
        return evidence;
    }
}
