/** The HTTP client for the JSON APIs of Gitea and Drone; requests leave through Camel routes. */
package coop.ccci.bridge.http;
