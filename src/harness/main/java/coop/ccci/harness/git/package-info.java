/** A recipe's repository: fetched with none of this machine's configuration, and checked out at exactly one commit. */
package coop.ccci.harness.git;
