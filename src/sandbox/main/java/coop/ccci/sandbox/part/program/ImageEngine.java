package coop.ccci.sandbox.part.program;

import coop.ccci.sandbox.plan.ProgressReporter;
import java.util.List;
import java.util.Map;

/** What programs in official images need of a Docker engine. */
public interface ImageEngine {

    /** Returns whether the engine answers. */
    boolean answers();

    /** Returns whether the engine answers and has the image. */
    boolean has(String image);

    /**
     * Tries to pull an image: gives up soon where no registry answers, and never while it progresses.
     *
     * @return whether the engine has the image now
     */
    boolean pull(String image, ProgressReporter reporter);

    /** Removes an image unless something still uses it; returns whether it is gone. */
    boolean remove(String image);

    /** Removes the containers that carry all these labels, running or not. */
    void removeContainers(Map<String, String> labels);

    /** Returns the labels that say which sandbox made an object. */
    Map<String, String> labels();

    /** Returns the words that run a command of the docker command line. */
    List<String> commandLine(List<String> words);

    /** Returns the variables with which that command line finds the engine. */
    Map<String, String> environment();
}
