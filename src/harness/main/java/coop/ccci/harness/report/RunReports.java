package coop.ccci.harness.report;

import coop.ccci.contract.ContractJson;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunDirectory;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.WholeFile;
import coop.ccci.harness.process.Masker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes {@code report.html}, {@code summary.png} and {@code junit.xml} of a run into its folder, each whole or not at all.
 * None is needed by anything: that one cannot be made is told, and changes no verdict.
 */
public final class RunReports {
    private static final int MAX_EVENT_BYTES = 4 * 1024 * 1024;
    private static final int MAX_EVENTS = 20_000;

    private final RunDirectory directory;
    private final Masker masker;

    /** Writes into a run's folder; no secret that the masker knows stands in what is written. */
    public RunReports(RunDirectory directory, Masker masker) {
        this.directory = directory;
        this.masker = masker;
    }

    /**
     * Writes what can be written; never throws.
     *
     * @return what was written
     */
    public Written write(Results run, RunEvidence evidence) {
        var problems = new ArrayList<String>();
        var picture = picture(run);
        attempt(directory.report(), () -> page(run, evidence, picture)).ifPresent(problems::add);
        attempt(directory.junit(), () -> searched(new JunitXml(masker::mask).text(run, evidence.testsSaid()))
                        .getBytes(StandardCharsets.UTF_8))
                .ifPresent(problems::add);
        var noCard = attempt(directory.summary(), () -> new SummaryCard(masker::mask).png(run, picture));
        noCard.ifPresent(problems::add);
        return new Written(noCard.isPresent() ? Optional.empty() : Optional.of(RunDirectory.SUMMARY), problems);
    }

    /**
     * What was written.
     *
     * @param summary the name of the card's file; empty where there is none
     * @param problems why a file was not written, one sentence each
     */
    public record Written(Optional<String> summary, List<String> problems) {
        /** Copies what could change. */
        public Written {
            problems = List.copyOf(problems);
        }
    }

    private Optional<byte[]> picture(Results run) {
        try {
            return run.screenshot().isPresent()
                    ? Optional.of(Files.readAllBytes(directory.screenshot()))
                            .filter(bytes -> bytes.length <= RunDirectory.MAX_SCREENSHOT_BYTES)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** In the bytes of a picture no secret can be searched for, so it comes to the page when that was searched. */
    private byte[] page(Results run, RunEvidence evidence, Optional<byte[]> picture) {
        var page = searched(new ReportPage(masker::mask).fill(run, events(), evidence));
        return picture.map(bytes -> ReportPage.withPicture(page, bytes))
                .orElse(page)
                .getBytes(StandardCharsets.UTF_8);
    }

    private String searched(String text) {
        if (masker.finds(text)) {
            throw new IllegalStateException("a secret of the run would stand in it");
        }
        return text;
    }

    private List<RunEvent> events() {
        try (var stream = Files.newInputStream(directory.events())) {
            return new String(stream.readNBytes(MAX_EVENT_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .limit(MAX_EVENTS)
                    .flatMap(line -> ContractJson.event(line).stream())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Whatever goes wrong: without fonts Java's graphics throw errors, and with too little memory everything does. */
    private static Optional<String> attempt(Path file, Supplier<byte[]> content) {
        try {
            var bytes = content.get();
            if (bytes.length > RunDirectory.MAX_REPORT_BYTES) {
                throw new IllegalStateException(
                        "it has " + bytes.length + " bytes, more than " + RunDirectory.MAX_REPORT_BYTES);
            }
            WholeFile.write(file, bytes);
            return Optional.empty();
        } catch (IOException | RuntimeException | Error e) {
            return Optional.of(file.getFileName() + " could not be written: " + reason(e));
        }
    }

    private static String reason(Throwable problem) {
        return problem instanceof UncheckedIOException unchecked
                ? String.valueOf(unchecked.getCause().getMessage())
                : problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
    }
}
