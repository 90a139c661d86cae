package coop.ccci.harness.browser;

import com.microsoft.playwright.BrowserType.LaunchPersistentContextOptions;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.probe.Ingress;
import coop.ccci.harness.process.InheritedEnvironment;
import coop.ccci.harness.swarm.Zone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How Chromium is started: without a window on any screen, everything that it writes in one folder, nothing reached but
 * the apps of a zone.
 *
 * @param program the browser
 * @param folder an empty folder of the run; the browser's profile, home and temporary files
 * @param zone the DNS zone of runs' apps
 * @param ingress where to connect instead of where DNS points
 */
record Chromium(Path program, Path folder, Zone zone, Optional<Ingress> ingress) {
    /** The name under which Debian installs it. */
    static final String NAME = "chromium";

    /** Names a run's browser in the environment of all its processes: some leave its process group. */
    static final String MARK = "CCCI_BROWSER";

    static final int WIDTH = 1280;
    static final int HEIGHT = 800;

    private static final int ROOT = 0;

    /**
     * Returns the browser with its one window, as large as a picture.
     *
     * @param domain the app's, with which the processes are marked
     * @param environment the harness's own, of which the browser sees a part
     */
    LaunchPersistentContextOptions options(String domain, Map<String, String> environment) {
        var seen = InheritedEnvironment.of(environment);
        seen.keySet().removeIf(name -> name.startsWith("DOCKER_"));
        seen.put("HOME", folder.toString());
        seen.put("TMPDIR", temporary().toString());
        seen.put(Abra.APP_MARK, domain);
        seen.put(MARK, folder.toString());
        return new LaunchPersistentContextOptions()
                .setExecutablePath(program)
                .setArgs(arguments())
                .setEnv(seen)
                .setChromiumSandbox(!isRoot())
                .setViewportSize(WIDTH, HEIGHT)
                // The probes have checked the certificate, against CCCI_CA_FILE too, before any tier; Chromium takes
                // an authority from a data base only, which it takes one more program to make.
                .setIgnoreHTTPSErrors(true)
                .setServiceWorkers(ServiceWorkerPolicy.BLOCK)
                .setAcceptDownloads(false);
    }

    private List<String> arguments() {
        var arguments = new ArrayList<>(List.of(
                "--host-resolver-rules=" + rules(), "--no-proxy-server", "--disable-breakpad", "--disable-gpu"));
        if (isRoot()) {
            // the zygote is there for the sandbox, which refuses to work as root; and it is slow to start
            arguments.add("--no-zygote");
        }
        return arguments;
    }

    /** Which names lead where; addresses in numbers are names here too. */
    private String rules() {
        var apps = "*." + zone;
        return ingress.map(entry -> "MAP " + apps + " " + entry + ",MAP * ~NOTFOUND")
                .orElse("MAP * ~NOTFOUND,EXCLUDE " + apps);
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(ROOT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what it keeps while it runs. */
    Path profile() {
        return folder.resolve("profile");
    }

    /** Returns its temporary files. */
    Path temporary() {
        return folder.resolve("tmp");
    }
}
