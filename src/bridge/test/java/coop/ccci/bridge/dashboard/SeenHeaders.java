package coop.ccci.bridge.dashboard;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Notes which headers the message has when it comes to each step of each route. Bound as a bean, Camel finds it. */
public final class SeenHeaders implements InterceptStrategy {
    /** Names with which others have steered components, in spellings that filters let pass, and some that only look so. */
    public static final List<String> STEERING = List.of(
            "CamelBeanMethodName",
            "cAmElExecCommandExecutable",
            "CAMELHTTPRESPONSECODE",
            "CamelFreemarkerTemplate",
            "X-CamelBeanMethodName",
            "bodySize",
            "breadcrumbId",
            "org.apache.camel.steer",
            "X-Evil");

    private final Map<String, Set<String>> byStep = new ConcurrentHashMap<>();

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode step, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                byStep.computeIfAbsent(step.getId(), id -> ConcurrentHashMap.newKeySet())
                        .addAll(exchange.getMessage().getHeaders().keySet());
                return super.process(exchange, callback);
            }
        };
    }

    /** Forgets what was seen. */
    public void forget() {
        byStep.clear();
    }

    /** Returns the ids of the steps that a message came to. */
    public Stream<String> steps() {
        return byStep.keySet().stream();
    }

    /** Returns every name that was seen at any step; Camel's own account of a request is among them. */
    public Set<String> names() {
        return byStep.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** Returns those of the names, in any case of letters, that were seen at any step. */
    public Set<String> namesOfRequests(Collection<String> sent) {
        var lower = sent.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        return names().stream()
                .filter(name -> lower.contains(name.toLowerCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    /** Returns the names that were seen at a step; fails when no message came there. */
    public Set<String> namesAt(String step) {
        if (!byStep.containsKey(step)) {
            throw new AssertionError("no message came to the step " + step + ", only to " + byStep.keySet());
        }
        return Set.copyOf(byStep.get(step));
    }

    Stream<String> namesAtOf(String step) {
        return namesAt(step).stream();
    }
}
