package coop.ccci.harness.process;

/**
 * Hides secrets in a text that arrives in pieces cut anywhere. It keeps back the end of a piece for as long as that
 * may be the beginning of a secret. Not safe for use by several threads.
 */
public final class MaskingStream {
    private final Masker masker;
    private final StringBuilder kept = new StringBuilder();

    MaskingStream(Masker masker) {
        this.masker = masker;
    }

    /** Takes the next piece and gives what can be shown by now. */
    public String append(CharSequence piece) {
        kept.append(piece);
        return pass(false);
    }

    /** Gives what was kept back; the text has ended. */
    public String finish() {
        return pass(true);
    }

    private String pass(boolean ended) {
        var forms = masker.forms();
        var shown = new StringBuilder(kept.length());
        var at = 0;
        while (at < kept.length()) {
            var found = 0;
            for (var form : forms.beginningWith(kept.charAt(at))) {
                var seen = Math.min(form.length(), kept.length() - at);
                if (!startsAt(at, form, seen)) {
                    continue;
                }
                if (seen < form.length()) {
                    if (!ended) {
                        kept.delete(0, at);
                        return shown.toString();
                    }
                    continue;
                }
                found = form.length();
                break;
            }
            if (found > 0) {
                shown.append(Masker.MASK);
                at += found;
            } else {
                shown.append(kept.charAt(at++));
            }
        }
        kept.setLength(0);
        return shown.toString();
    }

    private boolean startsAt(int at, String form, int length) {
        for (var i = 1; i < length; i++) {
            if (kept.charAt(at + i) != form.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
