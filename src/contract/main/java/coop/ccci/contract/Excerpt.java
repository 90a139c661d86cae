package coop.ccci.contract;

/** Makes foreign text fit to stand in an error message: bounded, and without control characters. */
final class Excerpt {
    private static final int MAX_LENGTH = 80;

    private Excerpt() {}

    static String of(String text) {
        if (text == null) {
            return "";
        }
        var bounded = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
        return bounded.replaceAll("\\p{Cntrl}", "�");
    }
}
