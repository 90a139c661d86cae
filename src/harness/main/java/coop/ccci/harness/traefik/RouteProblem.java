package coop.ccci.harness.traefik;

/**
 * Why Traefik has no route by a router.
 *
 * @param service the service of the compose file with the label
 * @param key the label that is to be changed, or whose neighbour is missing; empty where there is none
 * @param text what is wrong and what to do, one clause for people
 */
record RouteProblem(String service, String key, String text) {}
