package coop.ccci.sandbox.demo;

import coop.ccci.sandbox.part.gitea.SandboxAccount;

/**
 * One pull request of the demo.
 *
 * @param number the pull request's, in the sample repository
 * @param commenter who writes {@code !testme} under it
 * @param verdict the word that should stand there in the end
 */
record DemoCase(int number, SandboxAccount commenter, String verdict) {}
