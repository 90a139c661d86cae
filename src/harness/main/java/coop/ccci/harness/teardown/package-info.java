/**
 * Leaves nothing behind: an app is registered by its lock before it is made, torn down on every way out, and torn down
 * by the next run where the harness itself was killed. Kernel locks decide life and death, never ages or process ids.
 */
package coop.ccci.harness.teardown;
