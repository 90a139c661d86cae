package coop.ccci.bridge.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import coop.ccci.bridge.dashboard.PageEndpoint.PageRequest;
import coop.ccci.bridge.dashboard.PageEndpoint.PageResponse;
import coop.ccci.bridge.dashboard.Views.StageBar;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The pages as JSON, under {@code /api/}. */
public final class Api {
    private static final int NEWEST = 100;
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

    /** Answers {@code /api/runs}, {@code /api/runs/<id>}, {@code /api/recipes}. */
    public PageResponse answer(PageRequest asked) {
        var parts = asked.parts();
        if (parts.equals(List.of("api", "runs"))) {
            return json(
                    Map.of("runs", views.newest(NEWEST).stream().map(this::run).toList()));
        }
        if (parts.equals(List.of("api", "recipes"))) {
            return json(
                    Map.of("recipes", views.recipes().stream().map(this::recipe).toList()));
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

    private static PageResponse json(Object value) {
        return PageResponse.ok(PageResponse.JSON, text(value));
    }

    private static PageResponse notFound() {
        return new PageResponse(
                404,
                PageResponse.JSON,
                Map.of(),
                text(Map.of("error", "there is nothing here: try /api/recipes, /api/runs or /api/runs/1")));
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
                run.getPullRequestUrl(),
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

    private RecipeJson recipe(Views.RecipeView recipe) {
        var name = recipe.last().getRecipe();
        return new RecipeJson(
                name,
                publicUrl + "/badge/" + name + ".svg",
                run(recipe.last()),
                recipe.now().map(this::run));
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
            String pullRequest,
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

    private record RecipeJson(String recipe, String badge, RunJson last, Optional<RunJson> now) {}
}
