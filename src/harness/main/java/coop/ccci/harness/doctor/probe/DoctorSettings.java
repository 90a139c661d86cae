package coop.ccci.harness.doctor.probe;

import coop.ccci.harness.probe.Ingress;
import coop.ccci.harness.swarm.DockerApi;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where to look, by the same variables as a run's.
 *
 * @param environment of this process
 * @param image what the tiny app is made of; empty to choose one
 */
public record DoctorSettings(Map<String, String> environment, Optional<String> image) {
    /** Copies what could change. */
    public DoctorSettings {
        environment = Map.copyOf(environment);
    }

    /** Returns a variable of the environment; empty when it is blank. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Returns where Docker listens. */
    public String dockerHost() {
        return variable("DOCKER_HOST").orElse(DockerApi.DEFAULT_HOST);
    }

    /**
     * Returns where to connect instead of where DNS points.
     *
     * @throws IllegalArgumentException when it is not host:port
     */
    public Optional<Ingress> ingress() {
        return variable("CCCI_INGRESS").map(Ingress::parse);
    }

    /** Returns a file of authorities to trust besides the system's. */
    public Optional<Path> authority() {
        return variable("CCCI_CA_FILE").map(Path::of);
    }

    /** Returns the machine's own {@code ABRA_DIR}. */
    public Path abra() {
        return variable("ABRA_DIR").map(Path::of).orElseGet(() -> home().resolve(".abra"));
    }

    String abraServer() {
        return variable("CCCI_ABRA_SERVER").orElse("default");
    }

    /** Returns the folder of the apps' locks. */
    public Path locks() {
        return Path.of(variable("CCCI_LOCK_DIR").orElse("/run/lock/cc-ci"));
    }

    private Path home() {
        return Path.of(variable("HOME").orElse(System.getProperty("user.home")));
    }
}
