package coop.ccci.bridge.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import coop.ccci.bridge.dashboard.ListQuery.Page;
import coop.ccci.bridge.dashboard.PageEndpoint.PageRequest;
import coop.ccci.bridge.dashboard.PageEndpoint.PageResponse;
import coop.ccci.bridge.dashboard.RecipeList.RecipeState;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The pages as JSON, under {@code /api/}. */
public final class Api {
    private static final int ON_A_PAGE = 100;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    private final Views views;
    private final URI publicUrl;

    /**
     * Makes the JSON of the views.
     *
     * @param publicUrl where people reach the pages, without a slash at its end
     */
    public Api(Views views, URI publicUrl) {
        this.views = views;
        this.publicUrl = publicUrl;
    }

    /**
     * Answers {@code /api/recipes}, {@code /api/runs}, {@code /api/queue} and {@code /api/runs/<id>}. The lists take what the
     * pages take, {@code q}, {@code state}, {@code level}, {@code sort} and {@code page}, and say in {@code next} where they go on.
     */
    public PageResponse answer(PageRequest asked) {
        var parts = asked.parts();
        if (parts.equals(List.of("api", "runs"))) {
            return json(runs(ListQuery.of(asked, Pages.RUN_SORTS)));
        }
        if (parts.equals(List.of("api", "recipes"))) {
            return json(recipes(ListQuery.of(asked, RecipeList.SORTS)));
        }
        if (parts.equals(List.of("api", "queue"))) {
            return json(Map.of(
                    "queue",
                    views.queue().stream()
                            .map(queued -> new QueuedJson(queued.position(), run(queued.run())))
                            .toList()));
        }
        if (parts.size() == 3 && parts.get(1).equals("runs")) {
            var id = Pages.runId(parts.get(2));
            return id.flatMap(views::run)
                    .map(run -> json(new WholeRun(
                            run(run),
                            views.stages(id.get()).stream().map(StageJson::of).toList(),
                            run.getTiers(),
                            run.getNotes(),
                            failure(run))))
                    .orElseGet(Api::notFound);
        }
        return notFound();
    }

    private Map<String, Object> runs(ListQuery query) {
        var page = views.runs(query.filter(), query.page(), ON_A_PAGE);
        return list("runs", page, page.items().stream().map(this::run).toList(), query);
    }

    private Map<String, Object> recipes(ListQuery query) {
        var page = Page.of(RecipeList.of(views.recipes(), query), query.page(), ON_A_PAGE);
        return list("recipes", page, page.items().stream().map(this::recipe).toList(), query);
    }

    private Map<String, Object> list(String name, Page<?> page, List<?> items, ListQuery query) {
        var list = new LinkedHashMap<String, Object>();
        list.put(name, items);
        list.put("total", page.total());
        list.put("page", page.number());
        list.put("pages", page.pages());
        if (page.number() < page.pages()) {
            list.put("next", publicUrl + query.toPage(page.number() + 1));
        }
        return list;
    }

    private static PageResponse json(Object value) {
        return PageResponse.ok(PageResponse.JSON, text(value));
    }

    private static PageResponse notFound() {
        return new PageResponse(
                404,
                PageResponse.JSON,
                Map.of(),
                text(Map.of("error", "there is nothing here: try /api/recipes, /api/runs, /api/runs/1 or /api/queue")));
    }

    /** Returns JSON for programs: {@code snake_case}, absent values left out, indented, ending with a line end. */
    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunJson run(RunView run) {
        return new RunJson(
                Long.parseLong(run.getId()),
                run.getRecipe(),
                run.getCommit(),
                Optional.of(run).filter(RunView::isOfPullRequest).map(RunView::getSubjectUrl),
                run.isOfPullRequest() ? Optional.empty() : Optional.of(run.getShortSubject()),
                run.getAuthor(),
                run.isOver() ? "finished" : run.getStatus().label(),
                run.isOver() ? Optional.of(run.getStatus().label()) : Optional.empty(),
                run.isOver() ? Optional.of(run.getLevel()) : Optional.empty(),
                Optional.of(run.getSentence()).filter(Predicate.not(String::isEmpty)),
                run.getQueued().iso(),
                run.getStarted().map(RunView.Moment::iso),
                run.getEnded().map(RunView.Moment::iso),
                publicUrl + "/runs/" + run.getId());
    }

    private RecipeJson recipe(RecipeState recipe) {
        var name = recipe.state().run().recipe().value();
        return new RecipeJson(
                name,
                publicUrl + "/badge/" + name + ".svg",
                run(views.view(recipe.state())),
                run(views.view(recipe.latest().orElse(recipe.state()))),
                recipe.now().map(views::view).map(this::run));
    }

    private static Optional<FailureJson> failure(RunView run) {
        return run.getFailedStage().isEmpty()
                ? Optional.empty()
                : Optional.of(new FailureJson(run.getFailedStage(), run.getSentence(), run.getDetails()));
    }

    private record RunJson(
            long id,
            String recipe,
            String commit,
            Optional<String> pullRequest,
            Optional<String> branch,
            String author,
            String state,
            Optional<String> verdict,
            Optional<Integer> level,
            Optional<String> sentence,
            String queuedAt,
            Optional<String> startedAt,
            Optional<String> finishedAt,
            String page) {}

    private record WholeRun(
            RunJson run,
            List<StageJson> stages,
            List<RunView.TierView> tiers,
            List<String> notes,
            Optional<FailureJson> failure) {}

    private record StageJson(String stage, String status, List<String> notes) {
        private static StageJson of(StageBar stage) {
            return new StageJson(stage.name(), stage.label(), stage.notes());
        }
    }

    private record FailureJson(String stage, String message, List<String> details) {}

    private record RecipeJson(String recipe, String badge, RunJson state, RunJson last, Optional<RunJson> now) {}

    private record QueuedJson(int position, RunJson run) {}
}
