/** The sandbox's folder for abra, and the start script of the stand-in. */
package coop.ccci.sandbox.part.abra;
