/** What keeps the bridge running and tells how it is. */
package coop.ccci.bridge.ops;
