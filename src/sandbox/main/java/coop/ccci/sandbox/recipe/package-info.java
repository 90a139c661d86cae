/** Sample recipes as repositories and images. */
package coop.ccci.sandbox.recipe;
