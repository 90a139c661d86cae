package coop.ccci.bridge.reason;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What an engine knows to have gone wrong with a run. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "code")
public sealed interface EngineFault {
    /** Calls the case of this kind. */
    <R> R match(Cases<R> cases);

    /**
     * A case for each kind of fault.
     *
     * @param <R> what is made of it
     */
    interface Cases<R> {
        R harnessDied();

        R unusableResults(String detail);

        R unreachable(String detail);

        R commandFailed(String command, Optional<Integer> exitCode, String detail);

        R buildCancelled(long build);

        R buildTimedOut(long build, Duration timeout, String repository);

        R buildWithoutResults(long build, String directory);

        R buildFailed(long build, Optional<Integer> exitCode, String directory, URI page);

        R buildEnded(long build, String status, Optional<String> error, URI page);

        R buildUnknown(String detail);

        R pipelineUnusable(String repository, Optional<String> error, URI page);

        R noPipeline(String repository);

        R nothingToBuild(String repository, String detail);

        R repositoryUnknown(String repository);

        R repositoryInactive(String repository);

        R tokenRejected();

        R rightMissing(String repository, String detail);

        R requestRefused(String detail);
    }

    /** The harness ended without results. */
    @JsonTypeName("harness-died")
    record HarnessDied() implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.harnessDied();
        }
    }

    /**
     * The harness wrote results that are none.
     *
     * @param detail what is wrong with them: foreign text
     */
    @JsonTypeName("unusable-results")
    record UnusableResults(String detail) implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unusableResults(detail);
        }
    }

    /**
     * It could not be asked what became of the run.
     *
     * @param detail what happened instead: foreign text
     */
    @JsonTypeName("unreachable")
    record Unreachable(String detail) implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unreachable(detail);
        }
    }

    /**
     * The command that starts harnesses failed, or could not be started.
     *
     * @param command its path
     * @param exitCode its exit code; empty when it did not start
     * @param detail what it wrote, or why it did not start: foreign text
     */
    @JsonTypeName("command-failed")
    record CommandFailed(String command, Optional<Integer> exitCode, String detail) implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.commandFailed(command, exitCode, detail);
        }
    }

    /**
     * Somebody cancelled the build in Drone.
     *
     * @param build Drone's number of the build
     */
    @JsonTypeName("build-cancelled")
    record BuildCancelled(long build) implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.buildCancelled(build);
        }
    }

    /**
     * Drone ended the build at its own time-out.
     *
     * @param build Drone's number of the build
     * @param timeout what Drone allows
     * @param repository the repository with .drone.yml
     */
    @JsonTypeName("build-timed-out")
    record BuildTimedOut(long build, Duration timeout, String repository) implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.buildTimedOut(build, timeout, repository);
        }
    }

    /**
     * The build succeeded and the run directory is empty.
     *
     * @param build Drone's number of the build
     * @param directory the run directory
     */
    @JsonTypeName("build-without-results")
    record BuildWithoutResults(long build, String directory) implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.buildWithoutResults(build, directory);
        }
    }

    /**
     * The build failed before the harness began.
     *
     * @param build Drone's number of the build
     * @param exitCode of the step that failed
     * @param directory the run directory
     * @param page of the build
     */
    @JsonTypeName("build-failed")
    record BuildFailed(long build, Optional<Integer> exitCode, String directory, URI page) implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.buildFailed(build, exitCode, directory, page);
        }
    }

    /**
     * The build is over and did not run.
     *
     * @param build Drone's number of the build
     * @param status Drone's word for it
     * @param error what Drone says: foreign text
     * @param page of the build
     */
    @JsonTypeName("build-ended")
    record BuildEnded(long build, String status, Optional<String> error, URI page) implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.buildEnded(build, status, error, page);
        }
    }

    /**
     * Drone did not answer until it was too late what became of the build.
     *
     * @param detail what happened instead: foreign text
     */
    @JsonTypeName("build-unknown")
    record BuildUnknown(String detail) implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.buildUnknown(detail);
        }
    }

    /**
     * Drone can make nothing of .drone.yml.
     *
     * @param repository the repository with .drone.yml
     * @param error what Drone says: foreign text
     * @param page of the build that says so
     */
    @JsonTypeName("pipeline-unusable")
    record PipelineUnusable(String repository, Optional<String> error, URI page) implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.pipelineUnusable(repository, error, page);
        }
    }

    /**
     * Drone found no pipeline to build.
     *
     * @param repository the repository with .drone.yml
     */
    @JsonTypeName("no-pipeline")
    record NoPipeline(String repository) implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.noPipeline(repository);
        }
    }

    /**
     * Drone does not find what to build.
     *
     * @param repository the repository with .drone.yml
     * @param detail what Drone answered: foreign text
     */
    @JsonTypeName("nothing-to-build")
    record NothingToBuild(String repository, String detail) implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.nothingToBuild(repository, detail);
        }
    }

    /**
     * Drone does not know the repository.
     *
     * @param repository the repository with .drone.yml
     */
    @JsonTypeName("repository-unknown")
    record RepositoryUnknown(String repository) implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.repositoryUnknown(repository);
        }
    }

    /**
     * The repository is not activated in Drone.
     *
     * @param repository the repository with .drone.yml
     */
    @JsonTypeName("repository-inactive")
    record RepositoryInactive(String repository) implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.repositoryInactive(repository);
        }
    }

    /** Drone does not take the token. */
    @JsonTypeName("token-rejected")
    record TokenRejected() implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.tokenRejected();
        }
    }

    /**
     * The account of the token lacks a right in Drone.
     *
     * @param repository the repository with .drone.yml
     * @param detail what Drone answered: foreign text
     */
    @JsonTypeName("right-missing")
    record RightMissing(String repository, String detail) implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.rightMissing(repository, detail);
        }
    }

    /**
     * Drone refused a request for another reason.
     *
     * @param detail what Drone answered: foreign text
     */
    @JsonTypeName("request-refused")
    record RequestRefused(String detail) implements EngineFault {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.requestRefused(detail);
        }
    }
}
