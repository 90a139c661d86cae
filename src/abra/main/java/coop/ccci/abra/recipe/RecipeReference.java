package coop.ccci.abra.recipe;

import coop.ccci.abra.process.FatalException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A recipe as a person or a {@code RECIPE=} line names it: {@code custom-html} or {@code custom-html:1.7.1+1.27.2}, or
 * a repository elsewhere such as {@code git.example.org/someone/cool-recipe}.
 *
 * @param name the part before the version
 * @param version a tag or a commit's digits; a trailing {@code +U}, which marks a dirty tree, is left out
 */
public record RecipeReference(String name, Optional<String> version) {
    /** What abra appends to a commit when the tree had changes that are not in it. */
    public static final String DIRTY = "+U";

    private static final Pattern FORM =
            Pattern.compile("(?:https?://)?([a-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*+)(?::(.+))?");

    /**
     * Reads a reference.
     *
     * @throws FatalException when it is not of that form
     */
    public static RecipeReference parse(String text) {
        var parts = FORM.matcher(text.strip());
        if (!parts.matches() || text.contains("..")) {
            throw new FatalException("\"" + text + "\" does not name a recipe: give its name, for example custom-html");
        }
        return new RecipeReference(
                parts.group(1), Optional.ofNullable(parts.group(2)).map(RecipeReference::withoutMark));
    }

    /** Returns the name of its folder: in the name of a repository elsewhere, {@code .} and {@code /} become {@code _}. */
    public String folder() {
        return isElsewhere() ? name.replace('.', '_').replace('/', '_') : name;
    }

    /** Returns whether it is a repository's address and not a name in the catalogue. */
    public boolean isElsewhere() {
        return name.contains("/");
    }

    @Override
    public String toString() {
        return version.map(pinned -> name + ":" + pinned).orElse(name);
    }

    private static String withoutMark(String version) {
        return version.endsWith(DIRTY) ? version.substring(0, version.length() - DIRTY.length()) : version;
    }
}
