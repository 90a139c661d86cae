package coop.ccci.bridge.dashboard;

import coop.ccci.bridge.dashboard.ListQuery.Page;
import coop.ccci.bridge.dashboard.PageEndpoint.PageRequest;
import coop.ccci.bridge.dashboard.PageEndpoint.PageResponse;
import coop.ccci.bridge.dashboard.RecipeList.RecipeState;
import coop.ccci.bridge.dashboard.RecipeList.StateCount;
import coop.ccci.bridge.dashboard.Views.RecipeView;
import coop.ccci.bridge.ledger.RunLists.RunFilter;
import coop.ccci.contract.RecipeName;
import coop.ccci.contract.RunDirectory;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages that people read. */
public final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
    private static final int CARDS = 30;
    private static final int RECENT = 10;
    private static final int RUNS = 50;
    private static final int HISTORY = 60;

    /** The orders of runs, by their words in addresses, the usual one first. */
    static final List<String> RUN_SORTS =
            Arrays.stream(RunFilter.Order.values()).map(RunFilter.Order::code).toList();

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

    /** Shows {@code /}: a card per recipe, as many as a page has, and the newest runs. */
    public PageResponse recipes(PageRequest asked) {
        var query = ListQuery.of(asked, RecipeList.SORTS);
        var all = views.recipes();
        var found = Page.of(RecipeList.of(all, query), query.page(), CARDS);
        var cards = found.items().stream().map(this::card).toList();
        var isFront = query.isAll() && query.page() == 1;
        var values = new LinkedHashMap<String, Object>();
        values.put("known", all.size());
        values.put("query", query);
        values.put("states", RecipeList.counts(all, query));
        values.put("page", found);
        values.put("cards", cards);
        values.put("queue", views.queue());
        values.put("paused", views.paused());
        values.put("runs", isFront ? views.runs(RunFilter.ALL, 1, RECENT).items() : List.of());
        return html(200, "recipes.ftlh", values);
    }

    private Card card(RecipeState recipe) {
        var view = views.view(recipe);
        var isThere =
                view.state().isPictured() && files.names(view.state().id()).contains(RunDirectory.SCREENSHOT);
        return new Card(view, isThere);
    }

    /** Shows {@code /runs}: all runs, narrowed and sorted as asked. */
    public PageResponse runs(PageRequest asked) {
        if (asked.parts().size() != 1) {
            return notFound(asked);
        }
        var query = ListQuery.of(asked, RUN_SORTS);
        var values = new LinkedHashMap<String, Object>();
        values.put("query", query);
        values.put("states", StateCount.all(query));
        values.put("page", views.runs(query.filter(), query.page(), RUNS));
        values.put("queue", views.queue());
        values.put("paused", views.paused());
        return html(200, "runs.ftlh", values);
    }

    /** Shows {@code /recipes/<recipe>}: how it stands, and what happened to it. */
    public PageResponse recipe(PageRequest asked) {
        var found = asked.part(1).flatMap(Pages::recipeName).flatMap(views::recipe);
        if (asked.parts().size() != 2 || found.isEmpty()) {
            return notFound(asked);
        }
        var name = found.get().state().run().recipe();
        var query = ListQuery.of(asked, RUN_SORTS);
        var values = new LinkedHashMap<String, Object>();
        values.put("recipe", name.value());
        values.put("card", card(found.get()));
        values.put("query", query);
        values.put("states", StateCount.all(query));
        values.put("page", views.runs(query.filter().of(name.value()), query.page(), RUNS));
        values.put("history", LevelHistory.of(views.history(name, HISTORY)));
        values.put("rails", LevelHistory.rails());
        values.put("address", publicUrl.toString());
        return html(200, "recipe.ftlh", values);
    }

    /** Shows {@code /runs/<id>}: all that is known of a run. */
    public PageResponse run(PageRequest asked) {
        var id = asked.part(1).flatMap(Pages::runId);
        var run = id.flatMap(views::run);
        if (asked.parts().size() != 2 || run.isEmpty()) {
            return notFound(asked);
        }
        var log = files.logTail(id.get());
        var values = new LinkedHashMap<String, Object>();
        values.put("run", run.get());
        values.put("stages", views.stages(id.get()));
        values.put("services", host.servicesOf(id.get()));
        values.put("swarm", host.eventsOf(id.get()));
        values.put("log", log.map(piece -> PlainText.of(piece.text())).orElse(""));
        values.put("logNext", log.map(RunFiles.Piece::next).orElse(0L));
        values.put("logCut", log.map(piece -> piece.from() > 0).orElse(false));
        values.put("files", List.copyOf(files.names(id.get())));
        values.put("position", run.get().isOver() ? 0 : views.position(id.get()));
        values.put("paused", run.get().isOver() ? Optional.empty() : views.paused());
        return html(200, "run.ftlh", values);
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
        if (problem instanceof RejectedExecutionException) {
            LOG.debug("page not shown route={}: too many are waiting", exchange.getFromRouteId());
            return html(503, "problem.ftlh", Map.of("problem", "busy")).with("Retry-After", "2");
        }
        LOG.error("page not shown route={}: {}", exchange.getFromRouteId(), String.valueOf(problem));
        LOG.debug("why the page was not shown", problem);
        return html(503, "problem.ftlh", Map.of("problem", "error")).with("Retry-After", "10");
    }

    private PageResponse html(int status, String template, Map<String, ?> values) {
        return new PageResponse(status, PageResponse.HTML, Map.of(), templates.fill(template, values));
    }

    /**
     * A recipe's card.
     *
     * @param recipe the recipe
     * @param pictured whether there is a picture of the run that tells how it stands
     */
    public record Card(RecipeView recipe, boolean pictured) {}

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
