package coop.ccci.sandbox.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import coop.ccci.contract.RunDirectory;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.drone.DroneHttp;
import coop.ccci.sandbox.part.drone.DroneServer;
import coop.ccci.sandbox.part.drone.PipelineRepository;

/** What tests do in the sandbox's Drone beyond what the sandbox itself does there. */
final class DroneTestClient {
    private static final String BUILDS = "/api/repos/" + PipelineRepository.fullName() + "/builds";

    private final DroneHttp drone;

    DroneTestClient(SandboxSettings settings) {
        this.drone = new DroneHttp(settings.drone(), DroneServer.token(settings));
    }

    DroneHttp http() {
        return drone;
    }

    /** Returns the build of a run. */
    JsonNode build(RunDirectory run) {
        var id = run.path().getFileName().toString();
        for (var build : drone.get(BUILDS)) {
            if (build.path("params").path("CCCI_RUN_ID").asText().equals(id)) {
                return build;
            }
        }
        throw new IllegalStateException("Drone has no build of run " + id);
    }

    /** Cancels the build of a run, as the button on Drone's page does. */
    void cancelBuild(RunDirectory run) {
        drone.delete(BUILDS + "/" + build(run).path("number").asLong());
    }
}
