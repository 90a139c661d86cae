package coop.ccci.abra.command;

import coop.ccci.abra.FatalException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code abra app services}: the services of a deployed app. */
@Command(name = "services", aliases = "sr", description = "List the services of an app.")
final class AppServices implements Runnable {
    @Parameters(index = "0", paramLabel = "<domain>")
    private String name;

    private final Abra abra;

    AppServices(Abra abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var stack = abra.stack(abra.folder().app(name));
        var services = stack.inspectServices();
        if (services.isEmpty()) {
            throw new FatalException(name + " is not deployed?");
        }
        var table = new Table("SERVICE (SHORT)", "SERVICE (LONG)", "IMAGE");
        services.stream().map(service -> service.path("Spec")).forEach(spec -> {
            var full = spec.path("Name").asText();
            var image = spec.path("TaskTemplate")
                    .path("ContainerSpec")
                    .path("Image")
                    .asText();
            table.row(full.substring(stack.name().member("").length()), full, image.split("@", 2)[0]);
        });
        table.print(abra.out());
    }
}
