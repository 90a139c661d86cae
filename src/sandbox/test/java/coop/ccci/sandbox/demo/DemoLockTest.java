package coop.ccci.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.ccci.host.FileTrees;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first demo is a process of its own, as it is in life. */
class DemoLockTest {
    private static final String DASHBOARD = "http://127.0.0.1:8090/";

    private SandboxFolder folder;
    private Process first;

    @BeforeEach
    void setUp() throws IOException {
        folder = new SandboxFolder(Files.createTempDirectory(Path.of("/tmp"), "ccci-"));
        first = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        FirstDemo.class.getName(),
                        folder.path().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(first.inputReader().readLine()).isEqualTo("demo");
    }

    @AfterEach
    void tearDown() {
        first.destroyForcibly();
        FileTrees.delete(folder.path());
    }

    @Test
    void a_second_demo_is_told_at_once_of_the_first_and_what_to_do() {
        assertThatThrownBy(() -> DemoLock.acquireForDemo(folder, "http://127.0.0.1:8190/"))
                .isInstanceOf(SandboxException.class)
                .hasMessage("./cc-ci demo with the dashboard " + DASHBOARD + " (pid " + first.pid()
                        + ") runs on the sandbox in " + folder.path() + " already. Use that one, or end it with Ctrl-C"
                        + " in its terminal or with: kill " + first.pid() + ". A second one beside it needs a sandbox"
                        + " of its own: set CCCI_SANDBOX_DIR, and the ports that ./cc-ci sandbox --help and"
                        + " ./cc-ci demo --help list.");
    }

    @Test
    void sandbox_down_does_not_take_the_sandbox_from_a_demo() {
        assertThatThrownBy(() -> DemoLock.acquireForDown(folder))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("(pid " + first.pid() + ") runs on the sandbox in " + folder.path())
                .hasMessageContaining("would break without it")
                .hasMessageContaining("kill " + first.pid());
    }

    @Test
    void a_demo_that_was_killed_is_in_nobodys_way() throws Exception {
        first.destroyForcibly();
        assertThat(first.waitFor(5, TimeUnit.MINUTES)).isTrue();
        DemoLock.acquireForDemo(folder, DASHBOARD).close();
        DemoLock.acquireForDown(folder).close();
        try (var lock = DemoLock.acquireForDown(folder)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> DemoLock.acquireForDemo(folder, DASHBOARD))
                    .hasMessageStartingWith("a ./cc-ci demo or ./cc-ci sandbox down (pid "
                            + ProcessHandle.current().pid() + ") runs on the sandbox");
        }
        assertThat(List.of(folder.demoLock(), folder.demoHolder())).allMatch(Files::exists);
        folder.deleteContents();
        assertThat(folder.path()).isEmptyDirectory();
    }

    /** Holds the lock until it is killed. */
    static final class FirstDemo {
        private FirstDemo() {}

        public static void main(String... arguments) throws InterruptedException {
            try (var lock = DemoLock.acquireForDemo(new SandboxFolder(Path.of(arguments[0])), DASHBOARD)) {
                System.out.println(lock == null ? "nothing" : "demo");
                Thread.sleep(TimeUnit.MINUTES.toMillis(5));
            }
        }
    }
}
