package coop.ccci.harness.run;

import coop.ccci.contract.Tier;
import coop.ccci.harness.browser.Picture;
import coop.ccci.harness.browser.Screenshot;
import coop.ccci.harness.probe.Answer;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.tier.RunContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes a screenshot of the app with which a run ends, whether its tiers passed or not, if it still answers. It never
 * throws and never changes a verdict.
 */
final class PictureStage implements AppListener {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Optional<Screenshot> screenshot;
    private final StageRunner stages;
    private final Runnable taken;
    private final Consumer<String> log;

    /**
     * Makes ready.
     *
     * @param screenshot empty when no picture was asked for
     * @param taken is run when a picture was kept
     */
    PictureStage(Optional<Screenshot> screenshot, StageRunner stages, Runnable taken, Consumer<String> log) {
        this.screenshot = screenshot;
        this.stages = stages;
        this.taken = taken;
        this.log = log;
    }

    /** The last tier of the last app comes next: meanwhile the browser gets ready. */
    @Override
    public void next(AppPlan plan, RunStage stage, RunContext live) {
        if (stage != RunStage.FUNCTIONAL || !plan.has(Tier.BACKUP)) {
            return;
        }
        try {
            screenshot.ifPresent(camera -> camera.begin(live.app().domain()));
        } catch (RuntimeException | Error e) {
            log.accept("the browser does not start: " + e);
        }
    }

    /** Takes the picture, where there is something to see; else only ends the browser. */
    @Override
    public void leaving(AppPlan plan, RunContext live, AppState state, boolean last) {
        if (!last) {
            return;
        }
        screenshot.ifPresent(camera -> {
            try (camera) {
                if (state.facts().contains(Fact.ANSWERING) && answers(live)) {
                    stages.picture(() -> taken(camera, live));
                }
            } catch (RuntimeException | Error e) {
                log.accept("no picture: " + e);
            }
        });
    }

    private boolean answers(RunContext live) {
        if (live.deadline().over().isPresent()) {
            return false;
        }
        try {
            return live.deployment()
                    .ask(live.deadline().within(ANSWER))
                    .filter(Answer::isFromApp)
                    .isPresent();
        } catch (CancelledException e) {
            return false;
        }
    }

    private Picture taken(Screenshot camera, RunContext live) {
        try {
            var picture = camera.take(live.app().domain(), path(live), live.deadline());
            if (picture.isTaken()) {
                taken.run();
            }
            return picture;
        } catch (RuntimeException | Error e) {
            return new Picture.None("an unexpected error: " + e);
        }
    }

    /** Where it is not known in time, taking the picture says so: a run that is to end has no time for it either. */
    private static String path(RunContext live) {
        try {
            return live.deployment().landingPage(live.deadline().within(ANSWER)).orElse("/");
        } catch (CancelledException e) {
            return "/";
        }
    }
}
