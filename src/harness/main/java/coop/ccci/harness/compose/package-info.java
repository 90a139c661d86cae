/** Compose files and {@code .env} files as a deploy reads them: what they name, and what a recipe may ask for. */
package coop.ccci.harness.compose;
