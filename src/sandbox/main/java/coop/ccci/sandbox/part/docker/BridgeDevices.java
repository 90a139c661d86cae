package coop.ccci.sandbox.part.docker;

import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.plan.ProgressReporter;
import coop.ccci.sandbox.process.Executables;
import coop.ccci.sandbox.process.Subprocess;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** The network devices that a stopped engine of the sandbox leaves behind. */
final class BridgeDevices {
    private static final List<String> NAMES = List.of("docker0", "docker_gwbridge");

    private BridgeDevices() {}

    /** Removes them; to be called when no engine runs that uses them. */
    static void remove(ProgressReporter reporter) {
        NAMES.stream().filter(BridgeDevices::exists).forEach(name -> remove(name, reporter));
    }

    private static void remove(String name, ProgressReporter reporter) {
        try {
            Subprocess.of(Executables.require("ip", "iproute2").toString(), "link", "delete", name)
                    .run();
        } catch (SandboxException e) {
            reporter.note("the network device " + name + " stays: " + e.getMessage());
        }
    }

    private static boolean exists(String name) {
        try {
            return NetworkInterface.getByName(name) != null;
        } catch (SocketException e) {
            return false;
        }
    }
}
