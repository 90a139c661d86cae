/** What a part of the host is, how one is brought to what is wished, and the lock that all of them share. */
package coop.ccci.reconcile.part;
