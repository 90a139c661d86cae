package coop.ccci.abra.command;

import coop.ccci.abra.FatalException;
import coop.ccci.abra.app.App;
import coop.ccci.abra.swarm.Containers;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code abra app cp}: a file or a folder into or out of the container of a service. */
@Command(name = "cp", aliases = "c", description = "Copy files to or from a service's container.")
final class AppCp implements Runnable {
    private static final Pattern REMOTE = Pattern.compile("([A-Za-z0-9_-]+):(.+)");

    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    @Parameters(index = "1", paramLabel = "<src>")
    private String source;

    @Parameters(index = "2", paramLabel = "<dst>")
    private String target;

    private final Abra abra;

    AppCp(Abra abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        if (REMOTE.matcher(source).matches() == REMOTE.matcher(target).matches()) {
            throw new FatalException("one of <src> and <dst> must be of the form service:/path, the other one a file"
                    + " of this machine");
        }
        var app = abra.folder().app(name);
        abra.docker(app).run("cp", place(app, source), place(app, target));
    }

    private String place(App app, String given) {
        var remote = REMOTE.matcher(given);
        return remote.matches()
                ? new Containers(abra.docker(app)).need(app.stack().member(remote.group(1))) + ":" + remote.group(2)
                : abra.surroundings().folder().resolve(given).toString();
    }
}
