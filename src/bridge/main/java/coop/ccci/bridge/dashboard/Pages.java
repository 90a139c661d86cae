package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.dashboard.PageEndpoint.PageRequest;
import coop.ccci.bridge.dashboard.PageEndpoint.PageResponse;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunId;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages that people read. */
public final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
    private static final int RECENT = 25;
    private static final int HISTORY = 50;

    private final Views views;
    private final RunFiles files;
    private final HostPages host;
    private final URI publicUrl;
    private final Templates templates = new Templates();

    /**
     * Makes the pages.
     *
     * @param publicUrl where people reach them, without a slash at its end
     */
    Pages(Views views, RunFiles files, HostPages host, URI publicUrl) {
        this.views = views;
        this.files = files;
        this.host = host;
        this.publicUrl = publicUrl;
    }

    /** Shows {@code /}: a card per recipe, and the newest runs. */
    public PageResponse recipes(PageRequest asked) {
        return html(200, "recipes.ftlh", Map.of("recipes", views.recipes(), "runs", views.newest(RECENT)));
    }

    /** Shows {@code /recipes/<recipe>}: what happened to it. */
    public PageResponse recipe(PageRequest asked) {
        var runs = asked.part(1).flatMap(Pages::recipeName).map(name -> views.newestOf(name, HISTORY));
        if (asked.parts().size() != 2 || runs.isEmpty() || runs.get().isEmpty()) {
            return notFound(asked);
        }
        return html(
                200,
                "recipe.ftlh",
                Map.of("recipe", runs.get().get(0).getRecipe(), "runs", runs.get(), "address", publicUrl.toString()));
    }

    /** Shows {@code /runs/<id>}: all that is known of a run. */
    public PageResponse run(PageRequest asked) {
        var id = asked.part(1).flatMap(Pages::runId);
        var run = id.flatMap(views::run);
        if (asked.parts().size() != 2 || run.isEmpty()) {
            return notFound(asked);
        }
        var log = files.logTail(id.get());
        return html(
                200,
                "run.ftlh",
                Map.of(
                        "run",
                        run.get(),
                        "stages",
                        views.stages(id.get()),
                        "services",
                        host.servicesOf(id.get()),
                        "swarm",
                        host.eventsOf(id.get()),
                        "log",
                        log.map(piece -> PlainText.of(piece.text())).orElse(""),
                        "logNext",
                        log.map(RunFiles.Piece::next).orElse(0L),
                        "logCut",
                        log.map(piece -> piece.from() > 0).orElse(false),
                        "files",
                        List.copyOf(files.names(id.get()))));
    }

    /** Returns the answer to every other address, and to methods other than reading. */
    public PageResponse notFound(PageRequest asked) {
        if (asked.method().equals("GET") || asked.method().equals("HEAD")) {
            return html(404, "problem.ftlh", Map.of("problem", "not found"));
        }
        var allowed = asked.path().equals("/hook") ? "POST" : "GET, HEAD";
        return html(405, "problem.ftlh", Map.of("problem", "method")).with("Allow", allowed);
    }

    /** Returns the answer when the ledger or a file cannot be read. */
    public PageResponse error(Exchange exchange) {
        var problem = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.error("page not shown route={}: {}", exchange.getFromRouteId(), String.valueOf(problem));
        LOG.debug("why the page was not shown", problem);
        return html(503, "problem.ftlh", Map.of("problem", "error")).with("Retry-After", "10");
    }

    private PageResponse html(int status, String template, Map<String, ?> values) {
        return new PageResponse(status, PageResponse.HTML, Map.of(), templates.fill(template, values));
    }

    static Optional<RunId> runId(String text) {
        return text.matches("[1-9][0-9]{0,17}") ? Optional.of(RunId.parse(text)) : Optional.empty();
    }

    static Optional<RecipeName> recipeName(String text) {
        try {
            return Optional.of(new RecipeName(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The templates under {@code /dashboard}. Every value is escaped for what it is written into: HTML in {@code .ftlh},
     * XML in {@code .ftlx}; a template cannot make objects or reach classes.
     */
    static final class Templates {
        private final Configuration configuration;

        Templates() {
            var version = Configuration.VERSION_2_3_34;
            configuration = new Configuration(version);
            configuration.setClassForTemplateLoading(Templates.class, "/dashboard");
            configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
            configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
            configuration.setRecognizeStandardFileExtensions(true);
            configuration.setObjectWrapper(new DefaultObjectWrapper(version));
            configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
            configuration.setAPIBuiltinEnabled(false);
            configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
            configuration.setLogTemplateExceptions(false);
            configuration.setWrapUncheckedExceptions(true);
            configuration.setFallbackOnNullLoopVariable(false);
            configuration.setLocale(Locale.ROOT);
            configuration.setNumberFormat("computer");
        }

        /**
         * Fills a template in.
         *
         * @param name with its extension, for example {@code run.ftlh}
         * @param values what it speaks of
         */
        String fill(String name, Map<String, ?> values) {
            var text = new StringWriter();
            try {
                configuration.getTemplate(name).process(values, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (TemplateException e) {
                throw new IllegalStateException("the template " + name + " cannot be filled in", e);
            }
            return text.toString();
        }
    }
}
