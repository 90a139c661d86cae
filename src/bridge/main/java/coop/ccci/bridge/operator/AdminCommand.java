package coop.ccci.bridge.operator;

import coop.ccci.bridge.operator.AdminEndpoint.AdminAnswer;
import coop.ccci.contract.ExitCode;
import java.io.UncheckedIOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cc-ci admin}: what an operator does beside the comments. */
@Command(
        name = "admin",
        mixinStandardHelpOptions = true,
        description = {
            "Act on the runs of the bridge on this machine.",
            "",
            "It asks the management server, which listens on 127.0.0.1 only, with the operator's token. Each can be asked",
            "twice without harm.",
            ""
        },
        synopsisSubcommandLabel = "(cancel <run> | rerun <run> | pause | resume | sweep | abandon <forge>)",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the bridge refused it; its answer says why",
            "2:wrong usage, or no token",
            "3:no bridge answers"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  CCCI_ADMIN_TOKEN         the operator's token; or",
            "  CCCI_ADMIN_TOKEN_FILE    a file that holds it",
            "  CCCI_MANAGEMENT_PORT     where the bridge is asked, on 127.0.0.1; default 8091",
            "  CCCI_CONFIG              a properties file that has them"
        })
public final class AdminCommand implements Runnable {
    private static final int OK = 200;

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    /** Asks the bridge that the environment of this process names. */
    public AdminCommand() {
        this(System.getenv());
    }

    AdminCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "cc-ci admin: name what to do");
    }

    @Command(description = "Ask a run to end; its pull request shows that the operator cancelled it.")
    int cancel(@Parameters(paramLabel = "<run>", description = "The run's number.") long run) {
        return ask("/admin/runs/" + run + "/cancel");
    }

    @Command(description = "Test the commit of the newest run of a pull request again, without a new comment.")
    int rerun(@Parameters(paramLabel = "<run>", description = "The run's number.") long run) {
        return ask("/admin/runs/" + run + "/rerun");
    }

    @Command(description = "Let no new run start, until resumed: what runs goes on, what is asked for waits.")
    int pause() {
        return ask("/admin/pause");
    }

    @Command(description = "Let runs start again.")
    int resume() {
        return ask("/admin/resume");
    }

    @Command(
            description =
                    "Test the default branch of every enrolled recipe, behind all that is asked for on pull requests.")
    int sweep() {
        return ask("/admin/sweep");
    }

    @Command(
            description = {
                "End what waits of a forge that the settings name no more: comments are passed over, runs cancelled, and",
                "nothing of it is shown there any more."
            })
    int abandon(
            @Parameters(paramLabel = "<forge>", description = "The forge, as ./cc-ci status names it.") String forge) {
        return ask("/admin/forges/" + forge + "/abandon");
    }

    private int ask(String path) {
        var bridge = ManagementClient.ofOperator(environment, spec.commandLine());
        try {
            var answer = bridge.send("POST", path, new byte[0]);
            var message = answer.type().startsWith("application/json")
                    ? OperatorJson.read(answer.text(), AdminAnswer.class).message()
                    : answer.text().strip();
            var isDone = answer.status() == OK;
            var out = isDone ? spec.commandLine().getOut() : spec.commandLine().getErr();
            out.println(isDone ? message : "cc-ci admin: " + message);
            out.flush();
            return (isDone ? ExitCode.PASSED : ExitCode.FAILED).code();
        } catch (ManagementClient.NoAnswerException | UncheckedIOException e) {
            spec.commandLine().getErr().println("cc-ci admin: " + e.getMessage());
            return ExitCode.ENVIRONMENT.code();
        }
    }
}
