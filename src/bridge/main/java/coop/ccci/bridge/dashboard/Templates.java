package coop.ccci.bridge.dashboard;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * The templates under {@code /dashboard}. Every value is escaped for what it is written into: HTML in {@code .ftlh},
 * XML in {@code .ftlx}; a template cannot make objects or reach classes.
 */
final class Templates {
    private final Configuration configuration;

    Templates() {
        var version = Configuration.VERSION_2_3_34;
        configuration = new Configuration(version);
        configuration.setClassForTemplateLoading(Templates.class, "/dashboard");
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setRecognizeStandardFileExtensions(true);
        configuration.setObjectWrapper(new DefaultObjectWrapper(version));
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setAPIBuiltinEnabled(false);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        configuration.setFallbackOnNullLoopVariable(false);
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
    }

    /**
     * Fills a template in.
     *
     * @param name with its extension, for example {@code run.ftlh}
     * @param values what it speaks of
     */
    String fill(String name, Map<String, ?> values) {
        var text = new StringWriter();
        try {
            configuration.getTemplate(name).process(values, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException("the template " + name + " cannot be filled in", e);
        }
        return text.toString();
    }
}
