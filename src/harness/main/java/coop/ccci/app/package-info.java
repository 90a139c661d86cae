/**
 * What a recipe's own tests are written against: JUnit 5 test classes in {@code recipe-tests/<recipe>/functional/}
 * whose methods take an {@link coop.ccci.app.App}, or the {@link coop.ccci.app.Dependencies} of it. Nothing else of cc-ci is
 * meant for them; docs/recipe-tests.md shows how.
 */
package coop.ccci.app;
