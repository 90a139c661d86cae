package coop.ccci.harness.functional.child;

import coop.ccci.app.Dependencies;
import coop.ccci.app.Dependency;
import coop.ccci.app.Response;
import coop.ccci.app.Service;
import coop.ccci.harness.dependency.ProvidedApp;
import coop.ccci.harness.dependency.ProvidedApps;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.HttpClient;

/** The apps that the one under test depends on, asked as that one is. */
final class ProvidedDependencies implements Dependencies, AutoCloseable {
    private final List<Provided> all;

    /** @param app how the app under test is reached; each of them is reached the same way */
    ProvidedDependencies(ProvidedApps provided, AppAddress app) {
        this.all = provided.apps().stream()
                .map(one -> new Provided(one, new DeployedApp(app.of(one.domain()))))
                .toList();
    }

    @Override
    public Dependency of(String recipe) {
        return all.stream()
                .filter(one -> one.recipe().equals(recipe))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("recipe.yml names no " + recipe
                        + " under dependencies; there is "
                        + (all.isEmpty()
                                ? "none"
                                : all.stream().map(Provided::recipe).collect(Collectors.joining(", ")))));
    }

    @Override
    public List<Dependency> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() throws IOException {
        for (var one : all) {
            one.app.close();
        }
    }

    private static final class Provided implements Dependency {
        private final ProvidedApp what;
        private final DeployedApp app;

        Provided(ProvidedApp what, DeployedApp app) {
            this.what = what;
            this.app = app;
        }

        @Override
        public String recipe() {
            return what.recipe().value();
        }

        @Override
        public String version() {
            return what.version();
        }

        @Override
        public Map<String, String> credentials() {
            return what.credentials();
        }

        @Override
        public String domain() {
            return app.domain();
        }

        @Override
        public Response get(String path) {
            return app.get(path);
        }

        @Override
        public HttpClient http() {
            return app.http();
        }

        @Override
        public Service service(String name) {
            return app.service(name);
        }
    }
}
