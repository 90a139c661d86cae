/**
 * The process in which a recipe's own tests run. They may hang, exit or fill the memory: only this process suffers.
 * What they came to is in a file, one line an event, for the harness to read.
 */
package coop.ccci.harness.functional.child;
