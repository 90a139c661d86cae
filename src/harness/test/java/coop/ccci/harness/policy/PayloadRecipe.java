package coop.ccci.harness.policy;

import coop.ccci.contract.Commit;
import coop.ccci.harness.compose.Compose;
import coop.ccci.harness.compose.SampleFile;
import coop.ccci.harness.git.Checkout;
import coop.ccci.harness.policy.StackRequests.Request;
import coop.ccci.harness.process.Deadline;
import coop.ccci.harness.swarm.RunApp;
import coop.ccci.harness.swarm.Zone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;

/** A small recipe in a git repository, which is taken through all that a run does with it before its first deploy. */
final class PayloadRecipe {
    static final RunApp APP = RunApp.ofDomain(new Zone("ci.example.org"), "gues-0a1b2c.ci.example.org")
            .orElseThrow();

    private final Path folder;
    private final Path outside;

    /** Copies the files of a payload. Beside the recipe lies a file that is none of its own. */
    PayloadRecipe(Path payload, Path parent) throws IOException {
        folder = Files.createDirectories(parent.resolve("guestbook"));
        outside = Files.createDirectories(parent.resolve("outside"));
        Files.writeString(outside.resolve("app.env"), "SECRET=1\n");
        Files.writeString(outside.resolve("serve.sh"), "of somebody else\n");
        try (var files = Files.walk(payload)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = folder.resolve(payload.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.deleteIfExists(folder.resolve("expected.txt"));
        makeLinks();
    }

    /** A repository of the project has no links, so a payload names them: {@code from -> to}. */
    private void makeLinks() throws IOException {
        var links = folder.resolve("links.txt");
        if (Files.exists(links)) {
            for (var line : Files.readAllLines(links)) {
                var parts = line.split(" -> ", 2);
                var link = folder.resolve(parts[0]);
                Files.createDirectories(link.getParent());
                Files.createSymbolicLink(link, Path.of(parts[1]));
            }
        }
    }

    Path folder() {
        return folder;
    }

    /** Takes the recipe as far as its deploy, and returns what people are told. */
    String judged() throws Exception {
        try (var git = Git.init().setDirectory(folder.toFile()).call()) {
            git.add().addFilepattern(".").call();
            var commit = git.commit()
                    .setMessage("payload")
                    .setAuthor("c", "c@example.org")
                    .setCommitter("c", "c@example.org")
                    .setSign(false)
                    .call();
            new Checkout(folder, new Commit(commit.name())).restore(Deadline.lasting(Duration.ofMinutes(5)));
        }
        Compose.requireReadable(folder);
        var env = SampleFile.filledIn(folder, APP.domain()).orElseThrow();
        env.set("DOMAIN", APP.domain());
        env.set("EXTRA_DOMAINS", "");
        env.set("LETS_ENCRYPT_ENV", "");
        env.set("STACK_NAME", APP.stack());
        var compose = Compose.read(folder, APP, env.canonical().variables());
        return ComposePolicy.check(compose, folder, APP, false);
    }

    /** Returns what Docker would be asked, by each of the other readers that reads the recipe differently, had nobody looked. */
    List<List<Request>> requests() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve(".git")).resolve("config"), "[core]\n");
        var readings = new LinkedHashSet<List<Object>>();
        var sample = text(".env.sample");
        for (var settings : List.of(OtherSettings.read(sample), OtherSettings.byLine(sample))) {
            OtherReader.ALL.forEach(reader -> readings.add(documents(reader, settings)));
        }
        return readings.stream()
                .map(documents -> StackRequests.of(documents, folder, APP.stack()))
                .filter(requests -> !requests.isEmpty())
                .toList();
    }

    private List<Object> documents(OtherReader reader, Map<String, String> settings) {
        var variables = new LinkedHashMap<>(settings);
        variables.putAll(
                Map.of("STACK_NAME", APP.stack(), "DOMAIN", APP.domain(), "EXTRA_DOMAINS", "", "LETS_ENCRYPT_ENV", ""));
        variables.put("HOME", outside.toString());
        variables.putAll(reader.exports().apply(text("abra.sh")));
        var documents = new ArrayList<Object>();
        for (var file : variables.getOrDefault("COMPOSE_FILE", "compose.yml").split(":", -1)) {
            OtherReader.parse(text(file)).ifPresent(node -> documents.add(reader.document(node, variables)));
        }
        return documents;
    }

    private String text(String file) {
        try {
            return Files.isRegularFile(folder.resolve(file)) ? Files.readString(folder.resolve(file)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
