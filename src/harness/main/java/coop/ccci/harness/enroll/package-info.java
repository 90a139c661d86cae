/** Writes the folder with which a recipe begins in {@code recipe-tests/}, out of the recipe itself. */
package coop.ccci.harness.enroll;
