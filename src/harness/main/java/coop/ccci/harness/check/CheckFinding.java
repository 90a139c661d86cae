package coop.ccci.harness.check;

import java.util.List;

/**
 * One thing that was found in a recipe's folder, or in the recipe.
 *
 * @param kind what it means for a run
 * @param what one sentence for people, with file and line where there is one
 */
public record CheckFinding(Kind kind, String what) {
    /** What a finding means for a run. */
    public enum Kind {
        /** It is as it should be. */
        GOOD,

        /** A run goes on, and something of it is not verified or not used. */
        REMARK,

        /** A run ends with it, before anything is deployed or because of it. */
        WRONG
    }

    static CheckFinding good(String what) {
        return new CheckFinding(Kind.GOOD, what);
    }

    static CheckFinding remark(String what) {
        return new CheckFinding(Kind.REMARK, what);
    }

    static CheckFinding wrong(String what) {
        return new CheckFinding(Kind.WRONG, what);
    }

    /** Returns whether a run would end with one of them. */
    public static boolean anyWrong(List<CheckFinding> findings) {
        return findings.stream().anyMatch(finding -> finding.kind() == Kind.WRONG);
    }
}
