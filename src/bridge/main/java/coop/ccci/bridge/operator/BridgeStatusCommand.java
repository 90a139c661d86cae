package coop.ccci.bridge.operator;

import coop.ccci.bridge.config.ConfigurationReader;
import coop.ccci.contract.ExitCode;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cc-ci status}: what a bridge on this machine does now. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Say what the bridge on this machine does now: what runs, what waits and in which order, how each part is.",
            ""
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:a part does not work; what to do is said",
            "2:wrong usage",
            "3:no bridge answers"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  CCCI_MANAGEMENT_PORT   where the bridge is asked, on 127.0.0.1; default 8091",
            "  CCCI_CONFIG            a properties file that has it"
        })
public final class BridgeStatusCommand implements Callable<Integer> {
    private static final int OK = 200;

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print what the bridge says, as JSON.")
    private boolean json;

    /** Asks the bridge that the environment of this process names. */
    public BridgeStatusCommand() {
        this(System.getenv());
    }

    BridgeStatusCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        try {
            var client = new ManagementClient(ConfigurationReader.readManagement(environment));
            var answer = client.send("GET", "/observe/status", new byte[0]);
            if (answer.status() != OK) {
                err.println("cc-ci status: what answers at " + client.base() + " is no bridge of this version: "
                        + answer.status());
                return ExitCode.ENVIRONMENT.code();
            }
            var status = OperatorJson.read(answer.text(), BridgeStatus.class);
            out.print(json ? answer.text() : new StatusText(status).text());
            out.flush();
            return (status.isWell() ? ExitCode.PASSED : ExitCode.FAILED).code();
        } catch (ManagementClient.NoAnswerException | UncheckedIOException e) {
            err.println("cc-ci status: " + e.getMessage());
            return ExitCode.ENVIRONMENT.code();
        }
    }
}
