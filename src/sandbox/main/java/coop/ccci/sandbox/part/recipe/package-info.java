/** The sample recipes: their repositories, pull requests and images. */
package coop.ccci.sandbox.part.recipe;
