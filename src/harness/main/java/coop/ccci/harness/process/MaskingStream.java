package coop.ccci.harness.process;

/**
 * Hides secrets in a text that arrives in pieces cut anywhere, and in one whose lines are cut anywhere: a line break
 * inside a secret does not save it. It keeps back the end of a piece for as long as that may be the beginning of a
 * secret. Not safe for use by several threads.
 */
public final class MaskingStream {
    /** A carriage return and a line feed. */
    private static final int MAX_BREAK_LENGTH = 2;

    /** In shorter secrets a line break is a line break: too many pairs of lines would meet them by chance. */
    private static final int MIN_BROKEN_LENGTH = 8;

    private static final int DIFFERENT = -1;
    private static final int CUT = -2;

    private final Masker masker;
    private final StringBuilder kept = new StringBuilder();
    private long hidden;

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

    /** Returns how many secrets were hidden so far. */
    public long hidden() {
        return hidden;
    }

    private String pass(boolean ended) {
        var forms = masker.forms();
        var shown = new StringBuilder(kept.length());
        var at = 0;
        while (at < kept.length()) {
            var end = DIFFERENT;
            for (var form : forms.beginningWith(kept.charAt(at))) {
                end = endOf(form, at);
                if (end == CUT && !ended) {
                    kept.delete(0, at);
                    return shown.toString();
                }
                if (end > at) {
                    break;
                }
            }
            if (end > at) {
                hide(at, end, shown);
                at = end;
            } else {
                shown.append(kept.charAt(at++));
            }
        }
        kept.setLength(0);
        return shown.toString();
    }

    /** Line breaks stay, so that a text has as many lines as before. */
    private void hide(int from, int to, StringBuilder shown) {
        hidden++;
        shown.append(Masker.MASK);
        for (var at = from; at < to; at++) {
            if (kept.charAt(at) == '\n') {
                shown.append('\n');
            }
        }
    }

    /** Where a form that begins here ends; or that it does not, or that the text ends in the middle of it. */
    private int endOf(String form, int from) {
        var at = from;
        for (var i = 0; i < form.length(); i++) {
            if (i > 0 && form.length() >= MIN_BROKEN_LENGTH) {
                at = afterBreak(at);
            }
            if (at == kept.length()) {
                return CUT;
            }
            if (kept.charAt(at) != form.charAt(i)) {
                return DIFFERENT;
            }
            at++;
        }
        return at;
    }

    private int afterBreak(int from) {
        var at = from;
        while (at < kept.length() && at < from + MAX_BREAK_LENGTH && isBreak(kept.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBreak(char letter) {
        return letter == '\n' || letter == '\r';
    }
}
