package coop.ccci.reconcile.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.FreePort;
import coop.ccci.host.Waiter;
import coop.ccci.reconcile.document.DocumentedCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What starts the ledger in its container, with this machine's PostgreSQL in place of the image's. */
class LedgerScriptTest {
    private static final String SCRIPT = "main/resources/coop/ccci/reconcile/bridge/ledger.sh";
    private static final String PSQL = "exec $(ls -d /usr/lib/postgresql/*/bin | tail -n 1)/psql \"$@\"";

    private final int port = FreePort.choose();
    private Path folder;

    @BeforeEach
    void setUp() throws IOException {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "to change the account takes root");
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/usr/lib/postgresql")), "Debian's package postgresql");
        // Not below the test's own folder, which the account of PostgreSQL may not enter.
        folder = Files.createTempDirectory("ccci-ledger");
        run(List.of("chmod", "0777", folder.toString()), "");
    }

    @Test
    void the_passwords_of_now_count_and_the_reader_only_reads() throws Exception {
        try {
            var first = start("owner-one", "reader'one");
            assertThat(sql("ccci", "owner-one", "create table runs (id int); insert into runs values (7)"))
                    .contains("INSERT 0 1");
            assertThat(sql("ccci_reader", "reader'one", "select id from runs")).contains("7");
            assertThat(sql("ccci_reader", "reader'one", "insert into runs values (8)"))
                    .contains("ERROR:");
            assertThat(sql("ccci_reader", "reader'one", "set transaction read write; delete from runs"))
                    .contains("permission denied");
            assertThat(sql("postgres", "owner-one", "select 1")).contains("no pg_hba.conf entry");
            stop(first);

            var second = start("owner-two", "reader-two");
            assertThat(sql("ccci", "owner-one", "select 1")).contains("password authentication failed");
            assertThat(sql("ccci", "owner-two", "select id from runs")).contains("7");
            assertThat(sql("ccci_reader", "reader-two", "select id from runs")).contains("7");
            stop(second);
            assertThat(Files.readString(folder.resolve("log"))).doesNotContain("owner-", "reader-", "reader'");
        } finally {
            run(List.of("rm", "-rf", folder.toString()), "");
        }
    }

    /** By the commands of docs/runbook.md for a backup and for another machine, with folders in place of the hosts'. */
    @Test
    void what_is_put_back_on_another_machine_is_the_ledger_whatever_passwords_that_has() throws Exception {
        var all = folder;
        var commands = DocumentedCommands.of("docs/runbook.md", "## Backup of cc-ci itself").blocks().stream()
                .flatMap(String::lines)
                .filter(line -> line.contains("tar -C"))
                .map(line -> line.replace("/root/", all + "/"))
                .toList();
        assertThat(commands).hasSize(2);
        try {
            folder = all.resolve("here/ledger/volume");
            run(List.of("install", "-d", "-m", "0777", folder.toString(), all + "/here/runs/7", all + "/there"), "");
            var first = start("owner-one", "reader-one");
            assertThat(sql("ccci", "owner-one", "create table runs (id int); insert into runs values (7)"))
                    .contains("INSERT 0 1");
            stop(first);

            for (var command : commands) {
                var place = all.resolve(command.contains(" -c") ? "here" : "there");
                assertThat(run(List.of("sh", "-c", command.replace("/var/lib/cc-ci", place.toString())), ""))
                        .isEmpty();
            }

            folder = all.resolve("there/ledger/volume");
            var second = start("owner-two", "reader-two");
            assertThat(sql("ccci", "owner-one", "select 1")).contains("password authentication failed");
            assertThat(sql("ccci_reader", "reader-two", "select id from runs")).contains("7");
            stop(second);
            assertThat(all.resolve("there/runs/7")).isDirectory();
        } finally {
            run(List.of("rm", "-rf", all.toString()), "");
        }
    }

    private Process start(String owner, String reader) throws IOException {
        var secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("owner"), owner);
        Files.writeString(secrets.resolve("reader"), reader);
        run(List.of("chmod", "-R", "a+rX", secrets.toString()), "");
        var log = folder.resolve("log").toFile();
        var builder = new ProcessBuilder(
                        "setpriv",
                        "--reuid=postgres",
                        "--regid=postgres",
                        "--clear-groups",
                        "sh",
                        "-c",
                        Files.readString(Path.of(SCRIPT)),
                        "ledger",
                        folder.toString(),
                        secrets.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().put("PGPORT", String.valueOf(port));
        var process = builder.start();
        var answer = Waiter.sleeping(Duration.ofMillis(100))
                .poll(
                        Duration.ofSeconds(60),
                        () -> process.isAlive() ? sql("ccci", owner, "select 1") : "it has ended",
                        text -> text.contains("(1 row)") || text.contains("it has ended"));
        assertThat(answer).as(Files.readString(log.toPath())).contains("(1 row)");
        return process;
    }

    /** As swarm does, by the stack's stop signal. */
    private void stop(Process process) throws Exception {
        run(List.of("kill", "-INT", String.valueOf(process.pid())), "");
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    }

    private String sql(String account, String password, String text) {
        var words = new ArrayList<>(List.of("sh", "-c", PSQL, "psql", "-h", "127.0.0.1", "-U", account));
        words.addAll(List.of("-p", String.valueOf(port), "-d", "postgres", "-c", text));
        return run(words, password);
    }

    private static String run(List<String> words, String password) {
        try {
            var builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().put("PGPASSWORD", password);
            var process = builder.start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
