package coop.ccci.reconcile;

import coop.ccci.reconcile.certificate.IngressProbe;
import coop.ccci.reconcile.config.HostConfig;
import coop.ccci.reconcile.config.HostConfigReader;
import coop.ccci.reconcile.program.CallsInTime;
import coop.ccci.reconcile.program.ProcessCaller;
import coop.ccci.reconcile.program.ProgramCaller;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** What every command about the host takes: the file that describes it, and some variables of the environment. */
final class HostOptions {
    private static final int HTTPS = 443;

    @Option(
            names = "--config",
            paramLabel = "<file>",
            defaultValue = "/etc/cc-ci/host.json",
            description = "what the host should be (default: ${DEFAULT-VALUE})")
    private Path file;

    private final Map<String, String> environment = System.getenv();

    HostConfig config() {
        return HostConfigReader.read(file);
    }

    /** Returns the folder of all runs. */
    Path runs() {
        return HostConfigReader.runs(file);
    }

    /** Returns the parts of the host, to be looked at. */
    HostParts parts(HostConfig config) {
        return parts(config, programs());
    }

    /** Returns the parts of the host, whose programs share what is left of a time. */
    HostParts parts(HostConfig config, Supplier<Duration> left) {
        return parts(config, new CallsInTime(programs(), left));
    }

    private HostParts parts(HostConfig config, ProgramCaller programs) {
        return new HostParts(config, programs, abra(environment), ingress(), Clock.systemUTC());
    }

    private ProgramCaller programs() {
        return new ProcessCaller(Map.of("ABRA_DIR", abra(environment).toString(), "TERM", "dumb"));
    }

    /** Returns where locks are, as the harness has it. */
    Path locks() {
        return Path.of(environment.getOrDefault("CCCI_LOCK_DIR", "/run/lock/cc-ci"));
    }

    /** Returns where abra keeps the apps of this host: the folder of the units, also for who calls this without their environment. */
    static Path abra(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("ABRA_DIR", "/var/lib/cc-ci/abra"));
    }

    private IngressProbe ingress() {
        var text = environment.getOrDefault("CCCI_INGRESS", "127.0.0.1:" + HTTPS);
        var colon = text.lastIndexOf(':');
        var isPlain = colon > 0 && text.substring(colon + 1).matches("[0-9]{1,5}");
        if (!isPlain) {
            throw new IllegalArgumentException(
                    "CCCI_INGRESS is \"" + text + "\"; it is where the proxy of this host answers, host:port");
        }
        return new IngressProbe(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
