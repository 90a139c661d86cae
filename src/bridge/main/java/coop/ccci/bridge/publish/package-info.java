/** Brings reports to the forge: only what differs from what was last shown. */
package coop.ccci.bridge.publish;
