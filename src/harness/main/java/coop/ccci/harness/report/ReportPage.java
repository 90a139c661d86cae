package coop.ccci.harness.report;

import coop.ccci.contract.Excerpt;
import coop.ccci.contract.Results;
import coop.ccci.contract.RunEvent;
import coop.ccci.contract.Rung;
import coop.ccci.contract.RungStatus;
import coop.ccci.contract.Verdict;
import coop.ccci.harness.process.VisibleText;
import coop.ccci.host.HumanTime;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The page that shows all of a run: one file that asks for no other and runs no script, which its own policy forbids it too.
 * Whatever comes from outside is masked, made visible and bounded before the template gets it, and escaped by the template.
 */
public final class ReportPage {
    /** No foreign text is longer; what is more is cut. */
    static final int MAX_LENGTH = 2000;

    private static final String FOLDER = "/coop/ccci/harness/report/";

    /** Foreign text cannot hold it, because its quotation marks are escaped. */
    private static final String NO_PICTURE = "src=\"data:,\"";

    private final Configuration configuration;
    private final String style;

    /**
     * Makes ready.
     *
     * @param mask hides secrets
     */
    public ReportPage(UnaryOperator<String> mask) {
        this.style = resource("report.css");
        this.configuration = configuration(mask);
    }

    private static Configuration configuration(UnaryOperator<String> mask) {
        var version = Configuration.VERSION_2_3_34;
        var configuration = new Configuration(version);
        configuration.setClassForTemplateLoading(ReportPage.class, FOLDER);
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setRecognizeStandardFileExtensions(true);
        configuration.setObjectWrapper(new ForeignText(mask));
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setAPIBuiltinEnabled(false);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        configuration.setFallbackOnNullLoopVariable(false);
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        return configuration;
    }

    /**
     * Fills the page in. Where there is a picture, it is left out still: see {@link #withPicture}.
     *
     * @param events of the run, in order
     */
    public String fill(Results run, List<RunEvent> events, RunEvidence evidence) {
        var values = new LinkedHashMap<String, Object>();
        values.put("run", run);
        values.put("tone", tone(run.verdict()));
        values.put("rungs", rungs(run));
        values.put("timeline", TimelineStage.of(events));
        values.put("services", evidence.services());
        values.put("kept", evidence.kept());
        values.put("manifest", evidence.manifest());
        values.put("said", evidence.testsSaid().lines().toList());
        values.put("words", new Words());
        values.put("style", new SimpleScalar(style));
        values.put("styleHash", new SimpleScalar(hash(style)));
        var text = new StringWriter();
        try {
            configuration.getTemplate("report.ftlh").process(values, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException("the report cannot be filled in: " + e.getMessageWithoutStackTop(), e);
        }
        return text.toString();
    }

    /** Cuts a foreign text that is longer than is shown. */
    static String bounded(String text) {
        return Excerpt.fit(text, MAX_LENGTH);
    }

    /** Returns the page with the picture of the app in it, a PNG. */
    public static String withPicture(String page, byte[] picture) {
        return page.replace(
                NO_PICTURE, "src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(picture) + "\"");
    }

    private static List<RungView> rungs(Results run) {
        return Arrays.stream(Rung.values())
                .map(rung -> new RungView(
                        rung.number(),
                        rung.code().replace('_', ' '),
                        run.rungs().getOrDefault(rung, RungStatus.UNVER).code(),
                        rung.number() <= run.level()))
                .toList();
    }

    static String tone(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "good";
            case FAILED -> "bad";
            case ERROR, CANCELLED, TIMED_OUT, SUPERSEDED -> "odd";
        };
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (var stream = Optional.ofNullable(ReportPage.class.getResourceAsStream(FOLDER + name))
                .orElseThrow()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A rung of the ladder.
     *
     * @param number from 1
     * @param name in words
     * @param status {@code pass}, {@code fail}, {@code skip} or {@code unver}
     * @param reached whether the level is as high
     */
    public record RungView(int number, String name, String status, boolean reached) {}

    /** How times are written. */
    public static final class Words {
        private static final DateTimeFormatter CLOCK =
                DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
        private static final DateTimeFormatter DAY =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

        Words() {}

        /** Returns a length of time in its greatest units. */
        public String took(Duration duration) {
            return HumanTime.format(duration);
        }

        /** Returns a time of the day. */
        public String clock(Instant instant) {
            return CLOCK.format(instant);
        }

        /** Returns a day and a time. */
        public String day(Instant instant) {
            return DAY.format(instant);
        }
    }

    /** Every text that a template gets passes here, wherever it comes from. */
    private static final class ForeignText extends DefaultObjectWrapper {
        private final UnaryOperator<String> mask;

        ForeignText(UnaryOperator<String> mask) {
            super(Configuration.VERSION_2_3_34);
            this.mask = mask;
        }

        @Override
        public TemplateModel wrap(Object value) throws TemplateModelException {
            return super.wrap(value instanceof String text ? harmless(text) : value);
        }

        private String harmless(String text) {
            return bounded(mask.apply(VisibleText.of(text)));
        }
    }
}
