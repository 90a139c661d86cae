package coop.ccci.app;

import java.util.List;

/**
 * The apps that {@code dependencies} in {@code recipe.yml} names, deployed in the same run before the app under test. A test
 * method gets them by taking a parameter of this type; it does not run where one of them could not be deployed.
 */
public interface Dependencies {
    /**
     * One of them.
     *
     * @param recipe its recipe's name, for example {@code gitea}
     * @throws IllegalArgumentException when {@code recipe.yml} does not name it
     */
    Dependency of(String recipe);

    /** All of them, in the order in which they were deployed. */
    List<Dependency> all();
}
