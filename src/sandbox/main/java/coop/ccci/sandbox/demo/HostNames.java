package coop.ccci.sandbox.demo;

import coop.ccci.sandbox.config.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The names of a host of a demo, which no DNS knows, for this process. */
final class HostNames {
    private HostNames() {}

    /** Has this process know them, and no other names but this machine's own; to be called before it asks for any. */
    static void use(SandboxSettings settings) {
        var file = settings.folder().host().resolve("hosts");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    "127.0.0.1 localhost "
                            + Files.readString(Path.of("/proc/sys/kernel/hostname"))
                                    .strip() + " " + settings.zone() + " drone." + settings.zone() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty("jdk.net.hosts.file", file.toString());
    }
}
