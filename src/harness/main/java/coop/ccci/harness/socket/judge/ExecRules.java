package coop.ccci.harness.socket.judge;

import java.util.Map;

/** Programs in containers that run already. */
final class ExecRules {
    private static final ValueRule SIZE = ValueRule.list(ValueRule.WHOLE);

    /** The body that makes ready to run one. */
    static final ValueRule CREATE = ValueRule.object(Map.ofEntries(
            Map.entry("User", ValueRule.TEXT),
            Map.entry("Privileged", ValueRule.empty("a program with all privileges")),
            Map.entry("Tty", ValueRule.FLAG),
            Map.entry("ConsoleSize", SIZE),
            Map.entry("AttachStdin", ValueRule.FLAG),
            Map.entry("AttachStdout", ValueRule.FLAG),
            Map.entry("AttachStderr", ValueRule.FLAG),
            Map.entry("Detach", ValueRule.FLAG),
            Map.entry("DetachKeys", ValueRule.TEXT),
            Map.entry("Env", ValueRule.TEXTS),
            Map.entry("WorkingDir", ValueRule.TEXT),
            Map.entry("Cmd", ValueRule.TEXTS)));

    /** The body that starts it. */
    static final ValueRule START =
            ValueRule.object(Map.of("Detach", ValueRule.FLAG, "Tty", ValueRule.FLAG, "ConsoleSize", SIZE));

    private ExecRules() {}
}
