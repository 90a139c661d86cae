package coop.ccci.sandbox;

import coop.ccci.contract.ExitCode;
import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.config.SandboxSettings;
import coop.ccci.sandbox.part.Sandbox;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./cc-ci sandbox env}. */
@Command(
        name = "env",
        mixinStandardHelpOptions = true,
        description = {
            "Print what serve and run need, for a POSIX shell:",
            "",
            "  eval \"$(./cc-ci sandbox env)\"",
            "",
            "It holds passwords and tokens of the sandbox."
        })
final class EnvCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        var sandbox = new Sandbox(SandboxSettings.of(System.getenv()));
        if (sandbox.credentials().token(SandboxAccount.BOT).isEmpty()) {
            throw new SandboxException("the sandbox is not up. Bring it up with: ./cc-ci sandbox up");
        }
        System.out.print(sandbox.exports().forShell());
        return ExitCode.PASSED.code();
    }
}
