/** {@code cc-ci demo}: three comments on a real Gitea, and the three verdicts that come back. */
package coop.ccci.sandbox.demo;
