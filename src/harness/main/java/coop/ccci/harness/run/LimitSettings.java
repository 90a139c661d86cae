package coop.ccci.harness.run;

import coop.ccci.harness.socket.judge.ServiceLimits;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Reads what one task of a service may use at most. */
final class LimitSettings {
    private static final Pattern MEMORY = Pattern.compile("([1-9][0-9]{0,5})([mg])");
    private static final Pattern PIDS = Pattern.compile("[1-9][0-9]{0,6}");
    private static final Pattern CPUS = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,3})?");
    private static final String OFF = "off";

    private LimitSettings() {}

    /**
     * Reads them from the environment of a run.
     *
     * @throws IllegalArgumentException when one makes no sense
     */
    static ServiceLimits of(Request request) {
        return new ServiceLimits(
                request.variable("CCCI_SERVICE_MEMORY")
                        .map(LimitSettings::memory)
                        .orElse(ServiceLimits.DEFAULT.memory()),
                request.variable("CCCI_SERVICE_PIDS").map(LimitSettings::pids).orElse(ServiceLimits.DEFAULT.pids()),
                request.variable("CCCI_SERVICE_CPUS")
                        .map(LimitSettings::cpus)
                        .orElse(ServiceLimits.DEFAULT.nanoCpus()));
    }

    private static long memory(String text) {
        var form = MEMORY.matcher(text);
        if (text.equals(OFF)) {
            return 0;
        }
        if (!form.matches()) {
            throw wrong("CCCI_SERVICE_MEMORY", text, "a whole number and m or g, for example 4g");
        }
        return Long.parseLong(form.group(1)) * 1024 * 1024 * (form.group(2).equals("g") ? 1024 : 1);
    }

    private static long pids(String text) {
        if (!text.equals(OFF) && !PIDS.matcher(text).matches()) {
            throw wrong("CCCI_SERVICE_PIDS", text, "a whole number, for example 4096");
        }
        return text.equals(OFF) ? 0 : Long.parseLong(text);
    }

    private static long cpus(String text) {
        if (text.equals(OFF)) {
            return 0;
        }
        if (!CPUS.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
            throw wrong("CCCI_SERVICE_CPUS", text, "a number, for example 2 or 1.5");
        }
        return new BigDecimal(text).movePointRight(9).longValueExact();
    }

    private static IllegalArgumentException wrong(String name, String text, String allowed) {
        return new IllegalArgumentException("\"" + text.replaceAll("\\p{Cntrl}", "?") + "\" is no limit: give " + name
                + " " + allowed + ", or off");
    }
}
