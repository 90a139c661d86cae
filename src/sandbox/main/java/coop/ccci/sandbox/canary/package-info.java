/** Recipes that must go red, and the check that each does, at its place and with its reason. */
package coop.ccci.sandbox.canary;
