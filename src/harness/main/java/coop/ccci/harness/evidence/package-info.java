/** What a backup is worth: what lies in a snapshot, what of it is a database's, and what can be searched. */
package coop.ccci.harness.evidence;
