/** What cc-ci knows of a recipe: {@code recipe-tests/<recipe>/} with its {@code recipe.yml}. */
package coop.ccci.harness.recipe;
