/** What the routes need of Camel: error handling, header filters, health checks, and the list of routes to expect. */
package coop.ccci.bridge.camel;
