/** Measurements that take longer than tests may; the programs of {@code bench/} call them. */
package coop.ccci.bridge.bench;
