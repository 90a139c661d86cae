package coop.ccci.sandbox.e2e;

import coop.ccci.sandbox.part.Sandbox;
import coop.ccci.sandbox.process.Subprocess;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What runs' apps have left on the swarm, by every kind of object that there is. */
final class Leftovers {
    private Leftovers() {}

    static List<String> of(Sandbox sandbox) {
        var zone = sandbox.settings().zone();
        var domain = Pattern.compile(
                "[a-z0-9-]{1,4}-[0-9a-f]{6}[._]" + Pattern.quote(zone).replace(".", "\\E[._]\\Q"));
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
                .filter(line -> domain.matcher(line).find())
                .toList();
    }

    private static String docker(Sandbox sandbox, String... words) {
        var all = Stream.concat(Stream.of("docker"), Stream.of(words)).toList();
        return Subprocess.of(all)
                .with("DOCKER_HOST", sandbox.settings().dockerHost())
                .run();
    }
}
