package coop.ccci.contract;

import coop.ccci.contract.Results.Base;
import coop.ccci.contract.Results.Failure;
import coop.ccci.contract.Results.Flags;
import coop.ccci.contract.Results.Lint;
import coop.ccci.contract.Results.Timings;
import coop.ccci.contract.TierResult.Assertion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results of each kind, whose text stands in a file of that name. */
enum SampleResults {
    LEVEL_5,
    FAILED,
    ERROR;

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    Results results() {
        return switch (this) {
            case LEVEL_5 -> level5();
            case FAILED -> failed();
            case ERROR -> error();
        };
    }

    String golden() throws IOException {
        return text("results." + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".json");
    }

    /** Returns a file of results that stands beside this class. */
    static String text(String name) throws IOException {
        try (var file = SampleResults.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static TierResult passed(Tier tier, long seconds, String assertion) {
        return new TierResult(
                tier,
                TierStatus.PASS,
                Optional.empty(),
                Duration.ofSeconds(seconds),
                List.of(new Assertion(
                        assertion,
                        true,
                        Optional.empty(),
                        Optional.of(tier == Tier.INSTALL ? TestedApp.FRESH : TestedApp.UPGRADED))));
    }

    private static TierResult skipped(Tier tier, String reason) {
        return new TierResult(tier, TierStatus.SKIP, Optional.of(reason), Duration.ZERO, List.of());
    }

    private static Results level5() {
        return new Results(
                Results.SCHEMA,
                new RunId(41),
                new RecipeName("guestbook"),
                Optional.of(new Commit("0123456789abcdef0123456789abcdef01234567")),
                "https://git.example.org/recipes/guestbook.git",
                Optional.of(3),
                Map.of(TestedApp.FRESH, "gues-a1b2c3.ci.example.org", TestedApp.UPGRADED, "gues-0f9e8d.ci.example.org"),
                Optional.of(new Base(Base.Kind.LAST_GREEN, "1.2.0+15.4", "it is the newest that passed here")),
                2,
                Verdict.PASSED,
                5,
                START,
                START.plusSeconds(95),
                List.of(
                        passed(Tier.INSTALL, 20, "swarm runs every service as its specification says"),
                        passed(Tier.UPGRADE, 15, "the services are those of commit 01234567"),
                        passed(Tier.BACKUP, 12, "the snapshot holds the witness"),
                        passed(Tier.RESTORE, 9, "the witness is there again"),
                        passed(Tier.FUNCTIONAL, 4, "EntryTest: an entry is shown")),
                Map.of(
                        Rung.INSTALL, RungStatus.PASS,
                        Rung.UPGRADE, RungStatus.PASS,
                        Rung.BACKUP_RESTORE, RungStatus.PASS,
                        Rung.FUNCTIONAL, RungStatus.PASS,
                        Rung.LINT, RungStatus.PASS),
                Optional.of(new Lint(
                        RungStatus.PASS,
                        Optional.empty(),
                        List.of(
                                new Lint.Rule("R001", "compose config has expected version", "warn", false, false),
                                new Lint.Rule("R002", "traefik routing enabled", "error", false, true)))),
                Optional.of("screenshot.png"),
                Optional.of("summary.png"),
                Optional.empty(),
                List.of("the commit's .env.sample adds [THEME]"),
                new Flags(true, true),
                new Timings(
                        Duration.ofSeconds(95),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(42),
                        Duration.ofMillis(10_500)),
                List.of(new DependencyResult(
                        new RecipeName("identity"),
                        Optional.of("2.1.0+24.0"),
                        Optional.of("iden-5e6f70.ci.example.org"),
                        Optional.empty(),
                        Duration.ofSeconds(31))),
                List.of());
    }

    private static Results failed() {
        var message = "assertion failed: EntryTest: an entry is shown: expected: <hello> but was: <>";
        return new Results(
                Results.SCHEMA,
                new RunId(42),
                new RecipeName("guestbook"),
                Optional.of(new Commit("89abcdef0123456789abcdef0123456789abcdef")),
                "https://git.example.org/recipes/guestbook.git",
                Optional.of(4),
                Map.of(
                        TestedApp.FRESH,
                        "gues-d4e5f6.ci.example.org",
                        TestedApp.SECOND_FRESH,
                        "gues-77aa00.ci.example.org"),
                Optional.empty(),
                1,
                Verdict.FAILED,
                1,
                START,
                START.plusSeconds(33),
                List.of(
                        passed(Tier.INSTALL, 20, "swarm runs every service as its specification says"),
                        skipped(Tier.UPGRADE, "there is nothing to upgrade from: it has no published version"),
                        skipped(Tier.BACKUP, "the recipe keeps nothing"),
                        skipped(Tier.RESTORE, "the recipe keeps nothing"),
                        new TierResult(
                                Tier.FUNCTIONAL,
                                TierStatus.FAIL,
                                Optional.of(message),
                                Duration.ofMillis(2250),
                                List.of(
                                        new Assertion(
                                                "/ answers with 200",
                                                true,
                                                Optional.empty(),
                                                Optional.of(TestedApp.FRESH)),
                                        new Assertion(
                                                "EntryTest: an entry is shown",
                                                false,
                                                Optional.of("expected: <hello> but was: <>"),
                                                Optional.of(TestedApp.FRESH))))),
                Map.of(
                        Rung.INSTALL, RungStatus.PASS,
                        Rung.UPGRADE, RungStatus.UNVER,
                        Rung.BACKUP_RESTORE, RungStatus.SKIP,
                        Rung.FUNCTIONAL, RungStatus.FAIL,
                        Rung.LINT, RungStatus.UNVER),
                Optional.of(new Lint(
                        RungStatus.UNVER, Optional.of("abra recipe lint did not end within its time"), List.of())),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Failure(
                        "functional", message, List.of("service app: 1 of 1 running", "  | <b>its</b> last words"))),
                List.of(),
                new Flags(true, true),
                new Timings(
                        Duration.ofSeconds(33), Duration.ofSeconds(12), Duration.ofSeconds(14), Duration.ofSeconds(5)),
                List.of(),
                List.of(new KeptApp("gues-77aa00.ci.example.org", START.plusSeconds(3633))));
    }

    private static Results error() {
        return new Results(
                Results.SCHEMA,
                new RunId(43),
                new RecipeName("guestbook"),
                Optional.empty(),
                "https://git.example.org/recipes/guestbook.git",
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                0,
                Verdict.ERROR,
                0,
                START,
                START.plusMillis(900),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Failure("fetch", "the forge does not answer; is it up?", List.of())),
                List.of(),
                new Flags(true, true),
                new Timings(Duration.ofMillis(900), Duration.ZERO, Duration.ZERO, Duration.ZERO),
                List.of(new DependencyResult(
                        new RecipeName("identity"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("the dependency identity cannot be deployed: the forge does not answer"),
                        Duration.ofMillis(400))),
                List.of());
    }
}
