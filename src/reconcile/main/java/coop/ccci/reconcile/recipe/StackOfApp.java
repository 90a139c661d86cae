package coop.ccci.reconcile.recipe;

/** The name of an app's stack, as abra makes it of the app's domain. */
public final class StackOfApp {
    private static final int MAX_LENGTH = 45;

    private StackOfApp() {}

    /** Returns the name of the stack of the app with this domain. */
    public static String name(String domain) {
        var name = domain.replace('.', '_');
        return name.length() > MAX_LENGTH ? name.substring(0, MAX_LENGTH) : name;
    }
}
