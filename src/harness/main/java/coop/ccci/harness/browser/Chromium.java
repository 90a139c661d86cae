package coop.ccci.harness.browser;

import com.microsoft.playwright.BrowserType.LaunchPersistentContextOptions;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.process.InheritedEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How Chromium is started: without a window on any screen, shut in by an {@link Enclosure}, everything that it writes in
 * one folder, no name known but that of one app.
 *
 * @param launcher the program that starts it, shut in
 * @param folder an empty folder of its own; the browser's profile, home and temporary files
 * @param mark what names it in the environment of all its processes
 */
record Chromium(Path launcher, Path folder, String mark) {
    /** The name under which Debian installs it. */
    static final String NAME = "chromium";

    /** Names a run's browser in the environment of all its processes: some leave its process group. */
    static final String MARK = "CCCI_BROWSER";

    static final int WIDTH = 1280;
    static final int HEIGHT = 800;

    /**
     * Returns the browser with its one window, as large as a picture.
     *
     * @param domain the app's: the one name that leads anywhere, and with which the processes are marked
     * @param environment the harness's own, of which the browser sees a part
     */
    LaunchPersistentContextOptions options(String domain, Map<String, String> environment) {
        var seen = InheritedEnvironment.of(environment);
        seen.keySet().removeIf(name -> name.startsWith("DOCKER_"));
        seen.put("HOME", folder.toString());
        seen.put("TMPDIR", temporary().toString());
        seen.put(Abra.APP_MARK, domain);
        seen.put(MARK, mark);
        return new LaunchPersistentContextOptions()
                .setExecutablePath(launcher)
                .setArgs(arguments(domain))
                .setEnv(seen)
                .setChromiumSandbox(true)
                .setViewportSize(WIDTH, HEIGHT)
                // The probes have checked the certificate, against CCCI_CA_FILE too, before any tier; Chromium takes
                // an authority from a data base only, which it takes one more program to make.
                .setIgnoreHTTPSErrors(true)
                .setServiceWorkers(ServiceWorkerPolicy.BLOCK)
                .setAcceptDownloads(false);
    }

    /** Addresses in numbers are names here too. */
    private static List<String> arguments(String domain) {
        return List.of(
                "--host-resolver-rules=MAP " + domain + " 127.0.0.1:" + Enclosure.PORT + ",MAP * ~NOTFOUND",
                "--no-proxy-server",
                "--webrtc-ip-handling-policy=disable_non_proxied_udp",
                "--disable-breakpad",
                "--disable-gpu");
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
