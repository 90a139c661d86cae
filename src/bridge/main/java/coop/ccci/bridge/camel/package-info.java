/** What the routes need of Camel: error handling, header filters, health checks. */
package coop.ccci.bridge.camel;
