package coop.ccci.contract;

/** Makes foreign text fit to stand in an error message: bounded, and without control characters. */
final class Shown {
    private static final int LONGEST = 80;

    private Shown() {}

    static String of(String text) {
        if (text == null) {
            return "";
        }
        var bounded = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return bounded.replaceAll("\\p{Cntrl}", "�");
    }
}
