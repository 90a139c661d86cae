package coop.ccci.sandbox.canary;

import coop.ccci.contract.Results;
import coop.ccci.contract.Results.Failure;
import coop.ccci.contract.TierResult.Assertion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Holds what was seen of a canary against what is expected of it: a pure function. */
final class Comparison {
    private final ExpectedResult expected;
    private final List<String> differences = new ArrayList<>();

    private Comparison(ExpectedResult expected) {
        this.expected = expected;
    }

    /** Returns one sentence per difference; empty when the canary did what it should. */
    static List<String> differences(ExpectedResult expected, Observation seen) {
        var judgement = new Comparison(expected);
        judgement.compare("the exit code", expected.exit(), seen.exit());
        seen.results()
                .ifPresentOrElse(judgement::judge, () -> judgement.differences.add("there is no results.json to read"));
        judgement.differences.addAll(seen.problems());
        return List.copyOf(judgement.differences);
    }

    private void judge(Results results) {
        compare("the verdict", expected.verdict().code(), results.verdict().code());
        var stage = orNone(results.failure().map(Failure::stage));
        var stages = orNone(expected.stage());
        if (!List.of(stages.split(" or ")).contains(stage)) {
            compare("the stage that fails", stages, stage);
        }
        expected.reason()
                .ifPresent(piece -> expectPiece(
                        "the reason",
                        piece,
                        results.failure().map(Failure::message).stream().toList()));
        var details = results.failure().map(Failure::details).orElse(List.of());
        expected.shows().forEach(piece -> expectPiece("what is shown with the reason", piece, details));
        expected.tiers().forEach((tier, status) -> {
            var found =
                    results.tiers().stream().filter(each -> each.tier() == tier).findFirst();
            compare("the " + tier.code() + " tier", status.code(), orNone(found.map(each -> each.status()
                    .code())));
        });
        expected.notes().forEach(piece -> expectPiece("the notes", piece, results.notes()));
        expected.reasons()
                .forEach((tier, piece) -> expectPiece(
                        "the reason of the " + tier.code() + " tier",
                        piece,
                        results.tiers().stream()
                                .filter(each -> each.tier() == tier)
                                .flatMap(each -> each.reason().stream())
                                .toList()));
        expected.rungs().forEach((rung, status) -> {
            var found = Optional.ofNullable(results.rungs().get(rung));
            compare("the rung " + rung.code(), status.code(), orNone(found.map(each -> each.code())));
        });
        var made = results.tiers().stream()
                .flatMap(tier -> tier.assertions().stream())
                .map(Assertion::name)
                .toList();
        expected.assertions().forEach(piece -> expectPiece("the assertions made", piece, made));
        expected.violates().forEach(rule -> expectPiece("what lint objects to", rule, Observation.violations(results)));
        compare(
                "that nothing is left behind",
                expected.clean().orElseThrow(),
                results.flags().cleanTeardown());
        compare(
                "that a secret is found",
                expected.leaks().orElseThrow(),
                !results.flags().noSecretLeak());
    }

    private void compare(String what, Object should, Object is) {
        if (!Objects.equals(should, is)) {
            differences.add(what + ": expected " + should + ", seen " + is);
        }
    }

    private void expectPiece(String where, String piece, List<String> texts) {
        if (texts.stream().noneMatch(text -> text.contains(piece))) {
            differences.add(where + ": expected \"" + piece + "\" in " + texts);
        }
    }

    private static String orNone(Optional<String> text) {
        return text.orElse("none");
    }
}
