package coop.ccci.sandbox.e2e;

import coop.ccci.contract.RunDirectory;
import coop.ccci.sandbox.part.Sandbox;
import coop.ccci.sandbox.process.Subprocess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the apps of some runs have left on the swarm, by every kind of object that there is. */
final class Leftovers {
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9][a-z0-9-]{0,3}-[0-9a-f]{6}\\.[a-z0-9.-]*[a-z0-9]");

    private Leftovers() {}

    /** Returns a line for each object of an app that one of these runs has deployed. */
    static List<String> of(Sandbox sandbox, List<RunDirectory> runs) {
        var names = new TreeSet<String>();
        runs.forEach(run -> names.addAll(domains(run)));
        names.addAll(names.stream().map(domain -> domain.replace('.', '_')).toList());
        return Stream.of(
                        docker(sandbox, "service", "ls", "--format", "service {{.Name}}"),
                        docker(sandbox, "ps", "--all", "--format", "container {{.Names}}"),
                        docker(sandbox, "network", "ls", "--format", "network {{.Name}}"),
                        docker(sandbox, "volume", "ls", "--format", "volume {{.Name}}"),
                        docker(sandbox, "secret", "ls", "--format", "secret {{.Name}}"),
                        docker(sandbox, "config", "ls", "--format", "config {{.Name}}"),
                        Subprocess.of("find", sandbox.settings().folder().abra().toString() + "/", "-name", "*.env")
                                .run())
                .flatMap(String::lines)
                .filter(line -> names.stream().anyMatch(line::contains))
                .toList();
    }

    /** Returns the apps of a run; what its janitor removed were another run's. */
    private static Set<String> domains(RunDirectory run) {
        if (!Files.exists(run.log())) {
            return Set.of();
        }
        var domains = new TreeSet<String>();
        try (var lines = Files.lines(run.log())) {
            lines.filter(line -> !line.contains("whose run died"))
                    .flatMap(line -> DOMAIN.matcher(line).results())
                    .forEach(found -> domains.add(found.group()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return domains;
    }

    private static String docker(Sandbox sandbox, String... words) {
        var all = Stream.concat(Stream.of("docker"), Stream.of(words)).toList();
        return Subprocess.of(all)
                .with("DOCKER_HOST", sandbox.settings().dockerHost())
                .run();
    }
}
