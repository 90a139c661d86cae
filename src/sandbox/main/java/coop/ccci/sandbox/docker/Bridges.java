package coop.ccci.sandbox.docker;

import coop.ccci.sandbox.SandboxException;
import coop.ccci.sandbox.part.Step;
import coop.ccci.sandbox.process.Command;
import coop.ccci.sandbox.process.Programs;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** The network devices that a stopped engine of the sandbox leaves behind. */
final class Bridges {
    private static final List<String> NAMES = List.of("docker0", "docker_gwbridge");

    private Bridges() {}

    /** Removes them; to be called when no engine runs that uses them. */
    static void remove(Step step) {
        NAMES.stream().filter(Bridges::exists).forEach(name -> remove(name, step));
    }

    private static void remove(String name, Step step) {
        try {
            Command.of(Programs.need("ip", "iproute2").toString(), "link", "delete", name)
                    .run();
        } catch (SandboxException e) {
            step.note("the network device " + name + " stays: " + e.getMessage());
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
