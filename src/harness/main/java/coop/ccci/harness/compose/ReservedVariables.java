package coop.ccci.harness.compose;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Names that a recipe gives no value to. Some say which app is deployed as what; abra hands all of an app's variables to the
 * programs that it starts, and to these programs some others say what to run, and where Docker is.
 */
final class ReservedVariables {
    /** What says which app is deployed from which files. */
    static final Set<String> OF_THE_APP =
            Set.of("COMPOSE_FILE", "DOMAIN", "EXTRA_DOMAINS", "LETS_ENCRYPT_ENV", "RECIPE", "STACK_NAME", "TYPE");

    private static final Set<String> OF_PROGRAMS = Set.of(
            "ALL_PROXY",
            "BASHOPTS",
            "BASH_ENV",
            "CLASSPATH",
            "ENV",
            "GODEBUG",
            "HOME",
            "HTTPS_PROXY",
            "HTTP_PROXY",
            "IFS",
            "JAVA_HOME",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "NO_PROXY",
            "PATH",
            "PS4",
            "PWD",
            "SHELL",
            "SHELLOPTS",
            "SSL_CERT_DIR",
            "SSL_CERT_FILE",
            "TMPDIR",
            "_JAVA_OPTIONS");

    private static final List<String> BEGINNINGS = List.of(
            "ABRA_",
            "BASH_FUNC_",
            "BUILDKIT_",
            "CCCI_",
            "COMPOSE_",
            "DOCKER_",
            "DYLD_",
            "GIT_",
            "GLIBC_",
            "LD_",
            "MALLOC_",
            "XDG_");

    /** Recipes have these for their own containers, and no program of abra's reads them. */
    private static final Set<String> HARMLESS =
            Set.of("DOCKER_IMAGE", "DOCKER_TAG", "DOCKER_VERSION", "GIT_TAG", "GIT_VERSION");

    private ReservedVariables() {}

    /** Returns why a program must not be given a variable of this name, one clause; empty where it may. */
    static Optional<String> ofPrograms(String name) {
        var upper = name.toUpperCase(Locale.ROOT);
        var isReserved = OF_PROGRAMS.contains(upper)
                || (BEGINNINGS.stream().anyMatch(upper::startsWith)
                        && !HARMLESS.contains(upper)
                        && !OF_THE_APP.contains(upper));
        return isReserved
                ? Optional.of("the variable " + name
                        + " steers the programs that deploy an app, and not only the app: give it" + " another name")
                : Optional.empty();
    }
}
