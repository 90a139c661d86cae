package coop.ccci.bridge.operator;

import coop.ccci.contract.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cc-ci hawtio}: the console in which an operator sees the routes of a running bridge. */
@Command(
        name = "hawtio",
        mixinStandardHelpOptions = true,
        description = {
            "Open Hawtio on the bridge on this machine: its routes as pictures, the count of each step, and buttons that",
            "stop and start a route. docs/runbook.md shows it.",
            "",
            "It listens on 127.0.0.1 and prints an address with a key, for a browser on this machine; from another one,",
            "forward the port: ssh -L 8092:127.0.0.1:8092 <host>. It runs until it is interrupted.",
            ""
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:ended", "2:wrong usage, or no token", "3:no bridge answers, or the port is taken"},
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  CCCI_ADMIN_TOKEN         the operator's token; or",
            "  CCCI_ADMIN_TOKEN_FILE    a file that holds it",
            "  CCCI_MANAGEMENT_PORT     where the bridge is asked, on 127.0.0.1; default 8091",
            "  CCCI_CONFIG              a properties file that has them"
        })
public final class HawtioCommand implements Callable<Integer> {
    private static final int OK = 200;
    private static final int MAX_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "<port>",
            description = "Where the console listens, on 127.0.0.1; default ${DEFAULT-VALUE}.",
            defaultValue = "8092")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        var bridge = ManagementClient.ofOperator(System.getenv(), spec.commandLine());
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "cc-ci hawtio: --port " + port + ": give 0 to " + MAX_PORT);
        }
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        try {
            var answer = bridge.send("GET", "/observe/jolokia/version", new byte[0]);
            if (answer.status() != OK) {
                err.println("cc-ci hawtio: the bridge at " + bridge.base() + " says: "
                        + answer.text().strip());
                return ExitCode.ENVIRONMENT.code();
            }
            try (var console = HawtioConsole.start(bridge, port)) {
                out.println("Hawtio is at " + console.address());
                out.println("This address lets in whoever has it; Ctrl-C ends the console, not the bridge.");
                out.flush();
                new CountDownLatch(1).await();
            }
            return ExitCode.PASSED.code();
        } catch (IOException e) {
            err.println("cc-ci hawtio: cannot listen on 127.0.0.1:" + port + " (" + e.getMessage() + "): give --port");
            return ExitCode.ENVIRONMENT.code();
        } catch (ManagementClient.NoAnswerException e) {
            err.println("cc-ci hawtio: " + e.getMessage());
            return ExitCode.ENVIRONMENT.code();
        }
    }
}
