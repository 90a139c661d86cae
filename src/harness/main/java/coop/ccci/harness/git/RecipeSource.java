package coop.ccci.harness.git;

import coop.ccci.contract.RecipeName;
import coop.ccci.harness.result.RunException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jgit.transport.URIish;

/**
 * Where a recipe is cloned from: a repository behind {@code http} or {@code https}, or a folder of this machine. No
 * other transport is spoken, and no redirect is followed.
 */
public final class RecipeSource {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final URIish address;
    private final Optional<Login> login;

    private RecipeSource(URIish address, Optional<Login> login) {
        this.address = address;
        this.login = login;
    }

    /**
     * Reads an address as a person gives it.
     *
     * @throws RunException of usage when it is neither an http address nor a folder
     */
    public static RecipeSource parse(String text) {
        try {
            var uri = new URIish(text);
            if (uri.getScheme() != null && SCHEMES.contains(uri.getScheme()) && uri.getHost() != null) {
                var login = uri.getUser() == null
                        ? Optional.<Login>empty()
                        : Optional.of(new Login(uri.getUser(), uri.getPass() == null ? "" : uri.getPass()));
                return new RecipeSource(uri.setUser(null).setPass(null), login);
            }
            var path = uri.getScheme() == null ? text : "file".equals(uri.getScheme()) ? uri.getPath() : "";
            if (!path.isEmpty() && !path.startsWith("-") && Files.isDirectory(Path.of(path))) {
                return new RecipeSource(
                        new URIish(Path.of(path).toAbsolutePath().normalize().toString()), Optional.empty());
            }
            if (uri.getScheme() == null || "file".equals(uri.getScheme())) {
                throw RunException.usage(
                        "there is no folder " + path + " to clone from; give --src (SRC) an http or https"
                                + " address or the folder of a git repository");
            }
        } catch (URISyntaxException | InvalidPathException e) {
            throw RunException.usage(refusal(text));
        }
        throw RunException.usage(refusal(text));
    }

    /**
     * Returns the address that nobody has given: among the other recipes of the forge.
     *
     * @param given the one that somebody has given
     * @param variable gives a variable of the environment that is set to something
     * @param repository where the recipe lives on the forge, {@code owner/name}, where its folder says so
     * @return empty where neither {@code CCCI_RECIPE_SOURCE} nor {@code GITEA_URL} is set
     */
    public static Optional<String> address(
            Optional<String> given,
            Function<String, Optional<String>> variable,
            RecipeName recipe,
            Optional<String> repository) {
        var place = repository.orElse("recipe-maintainers/" + recipe);
        return given.or(() -> variable.apply("CCCI_RECIPE_SOURCE")
                        .map(base -> base + place.substring(place.lastIndexOf('/')) + ".git"))
                .or(() -> variable.apply("GITEA_URL").map(base -> base.replaceAll("/+$", "") + "/" + place + ".git"));
    }

    private static String refusal(String text) {
        return "\"" + text.replaceAll("\\p{Cntrl}", "?") + "\" is not an address to clone from; give --src (SRC) an"
                + " http or https address or the folder of a git repository";
    }

    URIish address() {
        return address;
    }

    /** Returns whether it is a folder of this machine, whose {@code HEAD} is what somebody works on. */
    public boolean isFolder() {
        return !address.isRemote();
    }

    /** Returns the name of the repository: the last part of its address, without {@code .git}. */
    public String repository() {
        var path = address.getPath().replaceAll("/+$", "").replaceFirst("\\.git$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns whose it is on a forge: the last part but one of its address; {@code owner} where there is none. */
    public String owner() {
        var above = address.getPath().replaceAll("/+$", "").replaceFirst("/?[^/]*$", "");
        var owner = above.substring(above.lastIndexOf('/') + 1);
        return address.isRemote() && !owner.isEmpty() ? owner : "owner";
    }

    Optional<Login> login() {
        return login;
    }

    /** Returns the password in the address, to be masked. */
    public Optional<String> secret() {
        return login.map(Login::password).filter(password -> !password.isEmpty());
    }

    /** The address without a login. */
    @Override
    public String toString() {
        return address.toString();
    }

    record Login(String user, String password) {}
}
