package coop.ccci.harness.browser;

import com.microsoft.playwright.BrowserType.LaunchPersistentContextOptions;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import coop.ccci.harness.abra.Abra;
import coop.ccci.harness.process.InheritedEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
     * Returns the browser with its one window, as large as a picture, for a page that the probes have asked before: they
     * checked the certificate, against {@code CCCI_CA_FILE} too, and Chromium takes an authority from a data base only, which
     * it takes one more program to make.
     *
     * @param domain the app's: the one name that leads anywhere, and with which the processes are marked
     * @param environment the harness's own, of which the browser sees a part
     */
    LaunchPersistentContextOptions options(String domain, Map<String, String> environment) {
        return options(domain, List.of(domain), environment, List.of()).setIgnoreHTTPSErrors(true);
    }

    /**
     * Returns the browser with its one window, which checks certificates itself.
     *
     * @param hosts the names that lead anywhere; the first is the app's domain, with which the processes are marked
     * @param environment the harness's own, of which the browser sees a part
     * @param keys the SHA-256 of each public key whose certificate is trusted without an authority of the system's, base64
     */
    LaunchPersistentContextOptions options(List<String> hosts, Map<String, String> environment, List<String> keys) {
        return options(hosts.get(0), hosts, environment, keys);
    }

    private LaunchPersistentContextOptions options(
            String domain, List<String> hosts, Map<String, String> environment, List<String> keys) {
        var seen = InheritedEnvironment.of(environment);
        seen.keySet().removeIf(name -> name.startsWith("DOCKER_"));
        seen.put("HOME", folder.toString());
        seen.put("TMPDIR", temporary().toString());
        seen.put(Abra.APP_MARK, domain);
        seen.put(MARK, mark);
        return new LaunchPersistentContextOptions()
                .setExecutablePath(launcher)
                .setArgs(arguments(hosts, keys))
                .setEnv(seen)
                .setChromiumSandbox(true)
                .setViewportSize(WIDTH, HEIGHT)
                .setServiceWorkers(ServiceWorkerPolicy.BLOCK)
                .setAcceptDownloads(false);
    }

    /** Addresses in numbers are names here too. */
    private static List<String> arguments(List<String> hosts, List<String> keys) {
        var known = hosts.stream()
                .map(host -> "MAP " + host + " 127.0.0.1:" + Enclosure.PORT + ",")
                .collect(Collectors.joining());
        var arguments = new ArrayList<>(List.of(
                "--host-resolver-rules=" + known + "MAP * ~NOTFOUND",
                "--no-proxy-server",
                "--webrtc-ip-handling-policy=disable_non_proxied_udp",
                "--disable-breakpad",
                "--disable-gpu"));
        if (!keys.isEmpty()) {
            arguments.add("--ignore-certificate-errors-spki-list=" + String.join(",", keys));
        }
        return arguments;
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
