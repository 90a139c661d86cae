package coop.ccci.harness.run;

import coop.ccci.harness.browser.Picture;
import coop.ccci.harness.browser.Screenshot;
import coop.ccci.harness.process.CancelledException;
import coop.ccci.harness.tier.RunContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes a screenshot of the app: after its tiers, whether they passed or not, if it still answers. It never throws and
 * never changes a verdict.
 */
final class PictureStage {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Optional<Screenshot> screenshot;
    private final StageRunner stages;
    private final Runnable taken;
    private final Consumer<String> log;
    private boolean up;

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

    /** The app has come up: from now on there is something to see. */
    void appIsUp() {
        up = true;
    }

    /** The last tier comes next: meanwhile the browser gets ready. */
    void begin(RunContext live) {
        try {
            screenshot.ifPresent(camera -> camera.begin(live.app().domain()));
        } catch (RuntimeException | Error e) {
            log.accept("the browser does not start: " + e);
        }
    }

    /** Takes the picture, where there is something to see; else only ends the browser. */
    void take(RunContext live) {
        screenshot.ifPresent(camera -> {
            try (camera) {
                if (answers(live)) {
                    stages.picture(() -> taken(camera, live));
                }
            } catch (RuntimeException | Error e) {
                log.accept("no picture: " + e);
            }
        });
    }

    private boolean answers(RunContext live) {
        if (!up || live.deadline().over().isPresent()) {
            return false;
        }
        try {
            return live.deployment().ask(live.deadline().within(ANSWER)).isFromApp();
        } catch (CancelledException e) {
            return false;
        }
    }

    private Picture taken(Screenshot camera, RunContext live) {
        try {
            var picture = camera.take(live.app().domain(), live.deadline());
            if (picture.isTaken()) {
                taken.run();
            }
            return picture;
        } catch (RuntimeException | Error e) {
            return new Picture.None("an unexpected error: " + e);
        }
    }
}
