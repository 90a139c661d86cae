/** What a command gets from its process, and how it reports: streams, environment, log lines, the fatal exception. */
package coop.ccci.abra.process;
