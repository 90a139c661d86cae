package coop.ccci.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.contract.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * Debian's PostgreSQL as a process in a temporary folder, on a port of the loopback, under an account of its own where the
 * tests run as root. It ends, and its folder goes, when this process ends in whatever way: it hangs on a pipe from it.
 */
public final class PostgresServer implements AutoCloseable {
    /** Starts the server anew whenever it ends, until the pipe is closed. */
    private static final String SCRIPT =
            """
            folder=$(mktemp -d /tmp/ccci-postgres-XXXXXX) || exit 3
            as=
            [ "$(id -u)" -ne 0 ] || { chown postgres "$folder" && as='setpriv --reuid=postgres --regid=postgres --clear-groups'; }
            bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
            cd "$folder"
            $as "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync || exit 3
            while read -r word; do
                case $word in
                    start)
                        $as "$bin/postgres" -D "$folder/data" -p "$1" -c listen_addresses=127.0.0.1 \
                            -c unix_socket_directories= -c fsync=off -c full_page_writes=off -c shared_buffers=16MB \
                            -c max_connections=100 </dev/null & ;;
                    crash)
                        kill -QUIT $! && wait ;;
                esac
            done
            kill -QUIT $!
            wait
            rm -rf "$folder"
            """;

    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static PostgresServer shared;

    private final Process process;
    private final Path output;
    private final int port;

    private PostgresServer() {
        port = FreePort.choose();
        try {
            output = Files.createTempFile("ccci-postgres", ".log");
            output.toFile().deleteOnExit();
            process = new ProcessBuilder("sh", "-c", SCRIPT, "postgres", String.valueOf(port))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one for a single test, which may have it crash. */
    public static PostgresServer start() {
        var server = new PostgresServer();
        server.startAgain();
        return server;
    }

    /** The one that all tests of this process share. */
    static synchronized PostgresServer shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** Starts it on what it has written before. */
    public void startAgain() {
        tell("start");
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(50))
                .until(this::answers);
    }

    /** Ends it at once; what it has acknowledged is in its log and nowhere else. */
    public void crash() {
        tell("crash");
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !answers());
    }

    private void tell(String word) {
        try {
            process.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() throws IOException {
        assertThat(process.isAlive())
                .as("PostgreSQL does not start (Debian's package postgresql): %s", Files.readString(output))
                .isTrue();
        try (var connection = DriverManager.getConnection(address())) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private String address() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    /** Returns the address of a schema in which nothing is yet. */
    public String freshSchema() {
        var name = "test_" + SCHEMAS.incrementAndGet();
        try (var connection = DriverManager.getConnection(address());
                var statement = connection.createStatement()) {
            statement.execute("create schema " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return address() + "&currentSchema=" + name;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
