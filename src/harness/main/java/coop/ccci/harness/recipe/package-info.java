/** A recipe: its checkout at one commit, its compose and environment files, and what cc-ci knows of it. */
package coop.ccci.harness.recipe;
