/** What a recipe may ask for: decided before anything of it is deployed, and told with file and line. */
package coop.ccci.harness.policy;
