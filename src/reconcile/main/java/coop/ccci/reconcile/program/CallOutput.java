package coop.ccci.reconcile.program;

/**
 * A program that has ended.
 *
 * @param code its exit code
 * @param output what it wrote to standard output, at most a mebibyte
 * @param errors what it wrote to standard error, at most a mebibyte
 */
public record CallOutput(int code, String output, String errors) {
    private static final int MAX_REASON = 400;

    /** Returns whether it says that all went well. */
    public boolean well() {
        return code == 0;
    }

    /** Returns its last words, for a sentence that says why it failed. */
    public String reason() {
        var said = errors.isBlank() ? output : errors;
        var last = said.strip().lines().reduce("", (earlier, later) -> later.isBlank() ? earlier : later.strip());
        var text = last.isEmpty() ? "it said nothing" : last;
        return "exit code " + code + ": " + (text.length() > MAX_REASON ? text.substring(0, MAX_REASON) + " …" : text);
    }
}
