package coop.ccci.abra.command;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code abra server ls}: lists the folders under {@code servers/}. */
@Command(name = "list", aliases = "ls", description = "List the servers.")
final class ServerListCommand implements Runnable {
    @Mixin
    private MachineFlag machine;

    private final AbraCommand abra;

    ServerListCommand(AbraCommand abra) {
        this.abra = abra;
    }

    @Override
    public void run() {
        var rows = abra.dir().servers().stream().map(ServerListCommand::row).toList();
        if (machine.given()) {
            Json.print(abra.out(), rows);
            return;
        }
        var table = new ColumnTable("NAME", "HOST");
        rows.forEach(row -> table.row(row.get("name"), row.get("host")));
        table.print(abra.out());
    }

    private static Map<String, String> row(String name) {
        var row = new LinkedHashMap<String, String>();
        row.put("name", name);
        row.put("host", name.equals("default") ? "local" : name);
        return row;
    }
}
