package coop.ccci.bridge.ledger;

import coop.ccci.contract.RecipeName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A repository of a forge as {@code owner/name}, in lower case: the forge takes names in any case, and one comment
 * must have one key.
 *
 * @param forge the key of the forge, which is {@link #FIRST_FORGE} where there is only one
 * @param owner the organisation or user
 * @param name the repository's own name
 */
public record Repository(String forge, String owner, String name) {
    /** The key of the forge whose settings have no name; the keys of others begin with it and a hyphen. */
    public static final String FIRST_FORGE = "gitea";

    private static final Pattern PART = Pattern.compile("[a-z0-9_.-]{1,100}");

    /**
     * Checks both parts of the name and makes them lower case.
     *
     * @throws IllegalArgumentException when a part is not a name that the forge allows
     */
    public Repository {
        owner = allowed(owner);
        name = allowed(name);
    }

    /**
     * Reads {@code owner/name}, of the first forge.
     *
     * @throws IllegalArgumentException when the text is of another form
     */
    public static Repository parse(String fullName) {
        return parse(FIRST_FORGE, fullName);
    }

    /**
     * Reads {@code owner/name}, of the forge with that key.
     *
     * @throws IllegalArgumentException when the text is of another form
     */
    public static Repository parse(String forge, String fullName) {
        var slash = fullName.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a repository is written owner/name");
        }
        return new Repository(forge, fullName.substring(0, slash), fullName.substring(slash + 1));
    }

    /** Returns the repository of the same name of the forge with that key. */
    public Repository on(String otherForge) {
        return new Repository(otherForge, owner, name);
    }

    /** Returns the recipe that this repository holds, which has its name; empty when no recipe can have that name. */
    public Optional<RecipeName> recipe() {
        try {
            return Optional.of(new RecipeName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns {@code owner/name}, which is its name on its forge. */
    @Override
    public String toString() {
        return owner + "/" + name;
    }

    private static String allowed(String part) {
        var lower = part.toLowerCase(Locale.ROOT);
        if (!PART.matcher(lower).matches() || lower.startsWith(".")) {
            throw new IllegalArgumentException("a repository is written owner/name, of letters, digits, '-', '_', '.'");
        }
        return lower;
    }
}
