package coop.ccci.harness.abra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a backup or a restore said on its way, whatever its exit code. The backup bot logs a hook that failed and a path
 * that is not there as errors, and goes on: abra ends with 0 as if all were well. The bot writes its log as plain lines
 * or as JSON objects with the key {@code message} (remembered of backup-bot-two).
 *
 * @param failedHooks the hooks that failed, in order
 * @param missingPaths the paths that should have been backed up and are not there
 */
public record BackupOutput(List<FailedHook> failedHooks, List<String> missingPaths) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern FAILED = Pattern.compile("failed to run command ", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_RUNNING = Pattern.compile(
            "container (\\S+) is not running, (?:so )?hooks can ?not be executed", Pattern.CASE_INSENSITIVE);
    private static final Pattern MISSING = Pattern.compile("(/\\S+/_data\\S*) does not exist");
    private static final Pattern STARTED = Pattern.compile("run command in (\\S+?):", Pattern.CASE_INSENSITIVE);

    /** So many characters of what a hook said are kept. */
    private static final int MAX_SAID = 500;

    /** A command of more lines than this is not put together. */
    private static final int MAX_LINES = 50;

    /** Copies what could change. */
    public BackupOutput {
        failedHooks = List.copyOf(failedHooks);
        missingPaths = List.copyOf(missingPaths);
    }

    /**
     * A hook that failed.
     *
     * @param service the service in whose container it ran, without the stack; empty where that is not told
     * @param command what was run; empty where it could not be
     * @param said what it said, or why it could not run
     */
    public record FailedHook(String service, String command, String said) {
        /** Describes it for people. */
        public String describe() {
            var what = command.isEmpty() ? "" : " (" + command + ")";
            var where = service.isEmpty() ? "a hook" : "the hook in service " + service;
            return where + what + " failed: " + said;
        }
    }

    /**
     * Reads what a command said.
     *
     * @param lines without the colours of a terminal
     * @param stack the app's, which stands before the names of its services
     */
    static BackupOutput of(List<String> lines, String stack) {
        var hooks = new ArrayList<FailedHook>();
        var missing = new ArrayList<String>();
        for (var number = 0; number < lines.size(); number++) {
            var message = message(lines.get(number));
            var idle = NOT_RUNNING.matcher(message);
            var absent = MISSING.matcher(message);
            if (FAILED.matcher(message).find()) {
                hooks.add(failed(lines.subList(number, Math.min(lines.size(), number + MAX_LINES)), stack));
            } else if (idle.find()) {
                hooks.add(new FailedHook(service(idle.group(1), stack), "", "the service has no running container"));
            } else if (absent.find()) {
                missing.add(absent.group(1));
            }
        }
        return new BackupOutput(hooks, missing);
    }

    /** The command may have several lines; the name of its container, after it, begins with the stack. */
    private static FailedHook failed(List<String> lines, String stack) {
        var whole = Pattern.compile(
                FAILED.pattern() + "(.+?) in (" + Pattern.quote(stack + "_") + "\\S+?):\\s*(.*)$",
                Pattern.CASE_INSENSITIVE);
        var text = "";
        for (var line : lines) {
            text = (text + " " + message(line)).strip();
            var matcher = whole.matcher(text);
            if (matcher.find()) {
                return new FailedHook(service(matcher.group(2), stack), matcher.group(1), said(matcher.group(3)));
            }
        }
        return new FailedHook("", "", said(message(lines.get(0))));
    }

    /** Returns whether the last that a command said is that it runs a hook. */
    static boolean endsInHook(List<String> lines) {
        return lines.stream().skip(Math.max(0, lines.size() - 2L)).anyMatch(line -> STARTED.matcher(message(line))
                .find());
    }

    private static String message(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            return JSON.readTree(line).path("message").asText(line).replaceAll("\\s+", " ");
        } catch (JsonProcessingException e) {
            return line;
        }
    }

    private static String said(String text) {
        var own = text.isBlank() ? "it did not end with exit code 0" : text.strip();
        return own.substring(0, Math.min(own.length(), MAX_SAID));
    }

    /** The bot names a container, {@code <stack>_<service>.<slot>.<task>}, the stand-in a service. */
    private static String service(String name, String stack) {
        var own = name.startsWith(stack + "_") ? name.substring(stack.length() + 1) : name;
        return own.split("\\.", 2)[0];
    }
}
