package coop.ccci.harness.report;

import coop.ccci.contract.Results;
import coop.ccci.contract.Tier;
import coop.ccci.contract.TierResult;
import coop.ccci.contract.TierResult.Assertion;
import coop.ccci.contract.TierStatus;
import coop.ccci.harness.process.VisibleText;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes what a run asserted in the form that JUnit made common
 * (<a href="https://github.com/testmoapp/junitxml">described here</a>): a suite of each tier, a case of each assertion. The
 * time of single assertions is not known, so that of a tier stands at its suite.
 */
public final class JunitXml {
    private final UnaryOperator<String> mask;

    /**
     * Makes ready.
     *
     * @param mask hides secrets
     */
    public JunitXml(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    /**
     * Returns the file's text.
     *
     * @param said what the recipe's own tests wrote; it goes to the functional tier
     */
    public String text(Results run, String said) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            attribute(xml, "name", run.recipe().value());
            xml.writeAttribute("time", seconds(run.timings().total()));
            for (var tier : run.tiers()) {
                suite(xml, run, tier, said);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private void suite(XMLStreamWriter xml, Results run, TierResult tier, String said) throws XMLStreamException {
        var cases = cases(tier);
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", tier.tier().code());
        xml.writeAttribute("tests", Integer.toString(cases.size()));
        xml.writeAttribute(
                "failures",
                Long.toString(cases.stream()
                        .filter(one -> !one.held() && tier.status() != TierStatus.SKIP)
                        .count()));
        xml.writeAttribute("skipped", tier.status() == TierStatus.SKIP ? "1" : "0");
        xml.writeAttribute("time", seconds(tier.duration()));
        for (var one : cases) {
            xml.writeCharacters("\n    ");
            xml.writeStartElement("testcase");
            attribute(xml, "classname", run.recipe() + "." + tier.tier().code());
            attribute(
                    xml,
                    "name",
                    one.name() + one.app().map(app -> " (" + app.code() + ")").orElse(""));
            if (!one.held()) {
                xml.writeEmptyElement(tier.status() == TierStatus.SKIP ? "skipped" : "failure");
                attribute(xml, "message", one.message().orElse("it did not hold"));
            }
            xml.writeEndElement();
        }
        if (tier.tier() == Tier.FUNCTIONAL && !said.isBlank()) {
            xml.writeCharacters("\n    ");
            xml.writeStartElement("system-out");
            xml.writeCharacters(harmless(said));
            xml.writeEndElement();
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    /** A tier that asserted nothing is a case of its own, so that nobody takes an empty suite for a good one. */
    private static List<Assertion> cases(TierResult tier) {
        return tier.assertions().isEmpty() && tier.status() != TierStatus.PASS
                ? List.of(new Assertion("the " + tier.tier().code() + " tier", false, tier.reason(), Optional.empty()))
                : tier.assertions();
    }

    private void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, ReportPage.bounded(harmless(value)));
    }

    /** What XML cannot hold at all is what is not seen, and two characters at the end of the first plane. */
    private String harmless(String text) {
        return mask.apply(VisibleText.of(text)).replaceAll("[\ufffe\uffff]", "");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }
}
