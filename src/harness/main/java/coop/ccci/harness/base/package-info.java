/** Chooses what the upgrade to the commit under test begins with. */
package coop.ccci.harness.base;
