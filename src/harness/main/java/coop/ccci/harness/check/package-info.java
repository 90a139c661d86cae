/** Looks at what a recipe brings for cc-ci without deploying anything: {@code cc-ci check}. */
package coop.ccci.harness.check;
