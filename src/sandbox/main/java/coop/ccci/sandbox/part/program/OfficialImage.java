package coop.ccci.sandbox.part.program;

/**
 * The image that a program's makers publish.
 *
 * @param reference repository and tag, as the docker command line takes them
 * @param executable the program's path in it
 */
public record OfficialImage(String reference, String executable) {

    /** Returns Gitea's image of that version. */
    public static OfficialImage gitea(String version) {
        return new OfficialImage("gitea/gitea:" + version, "/app/gitea/gitea");
    }

    /** Returns Traefik's image of that version. */
    public static OfficialImage traefik(String version) {
        return new OfficialImage("traefik:v" + version, "/usr/local/bin/traefik");
    }

    /** Returns the image of Drone's server of that version. */
    public static OfficialImage droneServer(String version) {
        return new OfficialImage("drone/drone:" + version, "/bin/drone-server");
    }
}
