package coop.ccci.bridge.config;

import coop.ccci.bridge.config.ConfigurationReader.ConfigurationException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the host role needs, and no more: it has no token, no secret and no ledger.
 *
 * @param runs the folder of run directories
 * @param command the program {@code cc-ci}
 * @param docker where Docker listens, {@code unix:///path} or {@code tcp://host:port}
 * @param sweepInterval between two looks for what dead runs left
 * @param managementPort where its health is served, on 127.0.0.1 only, when it has a process of its own
 * @param environment what programs that it starts are given
 */
public record HostConfiguration(
        Path runs,
        Path command,
        URI docker,
        Duration sweepInterval,
        int managementPort,
        Map<String, String> environment) {
    private static final String DOCKER_HOST = "DOCKER_HOST";
    private static final String DEFAULT_DOCKER = "unix:///var/run/docker.sock";
    private static final int MAX_PORT = 65_535;

    /**
     * Reads it.
     *
     * @param environment the process's environment
     * @throws ConfigurationException with one sentence for each value that is missing, wrong or unknown
     */
    public static HostConfiguration read(Map<String, String> environment) {
        var values = new SettingReader(Settings.of(environment));
        var home = values.path(Settings.Key.CCCI_HOME, Path.of(""));
        var runs = values.path(Settings.Key.CCCI_RUNS_DIR, null);
        values.requireWritable(Settings.Key.CCCI_RUNS_DIR, runs);
        var configuration = new HostConfiguration(
                runs,
                values.path(
                        Settings.Key.CCCI_ENGINE_COMMAND, home.resolve("cc-ci").toAbsolutePath()),
                URI.create(environment.getOrDefault(DOCKER_HOST, DEFAULT_DOCKER)),
                values.duration(Settings.Key.CCCI_SWEEP_INTERVAL, Duration.ofMinutes(1), Duration.ofDays(1)),
                values.number(Settings.Key.CCCI_MANAGEMENT_PORT, 1, MAX_PORT),
                new EngineReader(values, environment).inherited(home, Optional.empty()));
        values.throwIfInvalid();
        return configuration;
    }
}
