package coop.ccci.sandbox.e2e;

import coop.ccci.contract.RunDirectory;
import coop.ccci.host.ProcessesByMark;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The harness processes of some runs, of all that live on this machine. */
final class HarnessProcesses {
    private HarnessProcesses() {}

    /**
     * Returns the harness processes of these runs.
     *
     * @param runs the folder in which their run directories are: numbers are given again in another one
     */
    static List<ProcessHandle> of(Path runs, List<RunDirectory> directories) {
        var numbers = directories.stream()
                .map(directory -> directory.path().getFileName().toString())
                .collect(Collectors.toSet());
        var inTheFolder = ProcessesByMark.find("CCCI_RUNS_DIR").stream()
                .filter(process -> process.mark().equals(runs.toString()))
                .map(ProcessesByMark.Marked::handle)
                .toList();
        return ProcessesByMark.find("CCCI_RUN_ID").stream()
                .filter(process -> numbers.contains(process.mark()))
                .map(ProcessesByMark.Marked::handle)
                .filter(inTheFolder::contains)
                .filter(process -> process.info().commandLine().orElse("").contains("coop.ccci.harness.HarnessMain"))
                .toList();
    }
}
