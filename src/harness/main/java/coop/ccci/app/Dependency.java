package coop.ccci.app;

import java.util.Map;

/** A deployed app that the one under test depends on: it is asked, and looked into, as that one is. */
public interface Dependency extends App {
    /** Its recipe's name, for example {@code gitea}. */
    String recipe();

    /** The version of its recipe, for example {@code 3.5.1+1.24.2-rootless}; a commit where it has published none. */
    String version();

    /**
     * What its own folder hands over by {@code hooks/provide.sh}, by name, for example {@code ADMIN_PASSWORD}.
     *
     * @return the names in the order in which they were written; empty where it has no such hook
     */
    Map<String, String> credentials();

    /**
     * One of {@link #credentials()}.
     *
     * @throws IllegalArgumentException when its folder does not hand over one of this name
     */
    default String credential(String name) {
        var all = credentials();
        if (!all.containsKey(name)) {
            throw new IllegalArgumentException(recipe() + " hands over no " + name + "; hooks/provide.sh in its folder"
                    + " hands over " + (all.isEmpty() ? "nothing" : String.join(", ", all.keySet())));
        }
        return all.get(name);
    }
}
