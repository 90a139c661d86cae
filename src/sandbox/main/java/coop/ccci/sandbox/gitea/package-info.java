/** The forge: its server, its accounts, and what one does there. */
package coop.ccci.sandbox.gitea;
