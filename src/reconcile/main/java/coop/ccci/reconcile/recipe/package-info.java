/** Parts that are apps of Co-op Cloud recipes, deployed by abra: proxy, Drone, backup bot. */
package coop.ccci.reconcile.recipe;
