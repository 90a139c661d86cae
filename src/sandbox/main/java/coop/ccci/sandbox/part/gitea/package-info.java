/** A real Gitea with its accounts, and what people do there. */
package coop.ccci.sandbox.part.gitea;
