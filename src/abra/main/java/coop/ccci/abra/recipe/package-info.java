/** Recipes: their checkouts, versions, and what their compose files and {@code abra.sh} say. */
package coop.ccci.abra.recipe;
