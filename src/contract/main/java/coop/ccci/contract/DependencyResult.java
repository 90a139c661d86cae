package coop.ccci.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of an app that the one under test depends on.
 *
 * @param recipe its recipe
 * @param version its version tag or, where it has published none, its commit; absent when it could not be deployed
 * @param domain its domain; absent when it was not begun
 * @param failure why it could not be deployed, one sentence, masked; absent when it was
 * @param duration how long it took until it could be used, or until it had failed
 */
public record DependencyResult(
        RecipeName recipe,
        Optional<String> version,
        Optional<String> domain,
        Optional<String> failure,
        Duration duration) {
    /** Makes what is absent empty. */
    public DependencyResult {
        Objects.requireNonNull(recipe, "recipe");
        Objects.requireNonNull(duration, "duration");
        version = version == null ? Optional.empty() : version;
        domain = domain == null ? Optional.empty() : domain;
        failure = failure == null ? Optional.empty() : failure;
    }

    /** Returns whether it was there for the app under test. */
    @JsonIgnore
    public boolean isReady() {
        return failure.isEmpty();
    }
}
