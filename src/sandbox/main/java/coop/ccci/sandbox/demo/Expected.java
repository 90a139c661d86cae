package coop.ccci.sandbox.demo;

import coop.ccci.sandbox.gitea.Account;

/**
 * One pull request of the demo.
 *
 * @param number the pull request's, in the sample repository
 * @param commenter who writes {@code !testme} under it
 * @param verdict the word that should stand there in the end
 */
record Expected(int number, Account commenter, String verdict) {}
