/** Traefik with the certificate of the zone. */
package coop.ccci.sandbox.part.traefik;
