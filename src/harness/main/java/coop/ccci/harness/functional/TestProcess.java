package coop.ccci.harness.functional;

import coop.ccci.contract.Tier;
import coop.ccci.harness.browser.TestBrowser;
import coop.ccci.harness.functional.child.AppAddress;
import coop.ccci.harness.functional.child.TestFolder;
import coop.ccci.harness.functional.child.TestMain;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.process.InheritedEnvironment;
import coop.ccci.harness.process.ProcessResult;
import coop.ccci.harness.process.ProcessRunner;
import coop.ccci.harness.process.ProcessSpec;
import coop.ccci.harness.result.RunException;
import coop.ccci.host.HumanTime;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs a recipe's tests in a process of their own: a test that hangs, calls {@code System.exit}, changes the system's
 * properties or takes all the memory must not take the harness with it. The process is killed with all its children
 * when its time is over, and what it says goes to the log, masked.
 */
public final class TestProcess {
    private final TestFolder folder;
    private final Map<String, String> environment;
    private final Map<String, String> told;
    private final ProcessRunner programs;
    private final Consumer<String> said;

    /**
     * Makes ready to run.
     *
     * @param folder where the tests were compiled
     * @param environment the harness's own, of which the tests see a part
     * @param told variables that say for which app the process works, so that a dead run's can be found, and what it depends
     *     on
     * @param said gets what the tests write, not masked yet
     */
    public TestProcess(
            TestFolder folder,
            Map<String, String> environment,
            Map<String, String> told,
            ProcessRunner programs,
            Consumer<String> said) {
        this.folder = folder;
        this.environment = environment;
        this.told = told;
        this.programs = programs;
        this.said = said;
    }

    /**
     * Runs every test of a tier once.
     *
     * @param tier one for which there are tests, or a folder for them
     * @param atMost how long all of them may take together
     * @throws RunException of the environment when the process cannot be started
     * @throws CancelledException when the deadline is over first
     */
    public TestsOutcome run(CompiledTests tests, Tier tier, AppAddress app, Duration atMost, Deadline deadline) {
        var names = tests.names().getOrDefault(tier, List.of());
        var where = tier == Tier.FUNCTIONAL ? "the folder " + TestSources.FOLDER + "/" : TestSources.file(tier);
        if (names.isEmpty()) {
            return TestsOutcome.of(TestReport.noTest(where));
        }
        try {
            app.write(folder.app());
            Files.write(folder.names(), names);
            Files.deleteIfExists(folder.report());
        } catch (IOException e) {
            throw RunException.environment("cannot write in " + folder.path() + ": " + e.getMessage(), e);
        }
        var temporary = makeTemporary();
        try {
            return report(programs.run(command(tests, temporary, atMost), deadline), where, atMost);
        } finally {
            remove(temporary);
        }
    }

    /** The browser's account must come through it; a short name, because the browser makes sockets below. */
    private static Path makeTemporary() {
        try {
            return Files.createTempDirectory(
                    "ccci-tests-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        } catch (IOException e) {
            throw RunException.environment("cannot make a folder for temporary files: " + e.getMessage(), e);
        }
    }

    /** What stays is a few files of a test, which say nothing about the recipe. */
    private void remove(Path temporary) {
        try {
            TestBrowser.removeAll(temporary);
        } catch (UncheckedIOException e) {
            said.accept("the tests' temporary files cannot be removed: " + e.getMessage());
        }
    }

    private TestsOutcome report(ProcessResult finished, String where, Duration atMost) {
        said.accept(finished.output());
        said.accept(finished.errors());
        return TestReport.of(folder.readReport(), where, ending(finished, atMost));
    }

    private ProcessSpec command(CompiledTests tests, Path temporary, Duration atMost) {
        var seen = InheritedEnvironment.of(environment);
        seen.putAll(told);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        // The archive of classes that this process was started with, see ./cc-ci: the tests' own come after them.
        Optional.ofNullable(System.getProperty("ccci.archive"))
                .ifPresent(archive -> command.addAll(List.of(
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:ArchiveRelocationMode=0",
                        "-XX:SharedArchiveFile=" + archive,
                        "-Xshare:auto",
                        "-Xlog:disable")));
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + tests.classes(),
                TestMain.class.getName(),
                folder.path().toString()));
        return new ProcessSpec(command, folder.path(), seen, atMost, true);
    }

    private static String ending(ProcessResult finished, Duration atMost) {
        if (finished.killed()) {
            return "they were killed after " + HumanTime.format(atMost);
        }
        return "their process ended by itself with exit code " + finished.exit()
                + (finished.exit() == 0 ? " (does a test call System.exit?)" : lastWords(finished));
    }

    private static String lastWords(ProcessResult finished) {
        return finished.errors()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                .findFirst()
                .map(line -> " (" + line.strip() + ")")
                .orElse("");
    }
}
