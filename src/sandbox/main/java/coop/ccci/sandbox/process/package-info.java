/** Programs, processes, ports and mounts of this machine. */
package coop.ccci.sandbox.process;
