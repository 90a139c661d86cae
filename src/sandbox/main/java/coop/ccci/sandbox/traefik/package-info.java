/** The way in: Traefik and its certificate. */
package coop.ccci.sandbox.traefik;
