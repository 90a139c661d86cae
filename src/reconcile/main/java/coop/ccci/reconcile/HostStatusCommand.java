package coop.ccci.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import coop.ccci.host.Waiter;
import coop.ccci.reconcile.part.PartOutcome;
import coop.ccci.reconcile.part.PartRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code host status}: whether every part of the host is as its configuration says. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Looks at every part of this host and says whether it is as wished; changes nothing.",
        footer = {"", "Exit codes as of reconcile --check."})
final class HostStatusCommand implements Callable<Integer> {
    @Option(names = "--json", description = "print one JSON object: each part with its outcome and what was said")
    private boolean json;

    @Mixin
    private final HostOptions options = new HostOptions();

    @Override
    public Integer call() throws Exception {
        var config = options.config();
        var parts = options.parts(config);
        var worst = PartOutcome.UNCHANGED;
        var report = JsonNodeFactory.instance.objectNode();
        for (var name : config.parts()) {
            var said = new ArrayList<String>();
            var runner = new PartRunner(Waiter.sleeping(Duration.ofSeconds(1)), said::add);
            var outcome = runner.check(parts.part(name));
            worst = worst.and(outcome);
            if (json) {
                var each = report.putObject(name.text());
                each.put("outcome", outcome.name().toLowerCase(Locale.ROOT));
                said.forEach(each.withArray("said")::add);
            } else {
                said.forEach(System.out::println);
            }
        }
        if (json) {
            System.out.println(
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        }
        return worst.code();
    }
}
