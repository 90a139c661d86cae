/** The sandbox as a whole: its parts, wired together. */
package coop.ccci.sandbox.part;
