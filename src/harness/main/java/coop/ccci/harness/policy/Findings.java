package coop.ccci.harness.policy;

import coop.ccci.contract.Excerpt;
import coop.ccci.harness.policy.ComposePolicy.Violation;
import java.util.LinkedHashSet;
import java.util.Set;

/** Collects what one compose file asks for too much; each thing once. */
final class Findings {
    private static final int MAX_SHOWN = 400;
    private static final int MAX_FINDINGS = 100;

    private final Set<Violation> all;
    private final String file;

    Findings(String file, Set<Violation> all) {
        this.file = file;
        this.all = all;
    }

    static Set<Violation> none() {
        return new LinkedHashSet<>();
    }

    /** Adds one. */
    void add(int line, String path, String what) {
        if (all.size() < MAX_FINDINGS) {
            all.add(new Violation(shown(file + ":" + line + " " + path), shown(what)));
        }
    }

    private static String shown(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", "?");
        return Excerpt.cut(clean, MAX_SHOWN);
    }
}
