package coop.ccci.bridge.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import coop.ccci.bridge.dashboard.Pages.Templates;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.xml.sax.InputSource;

/** A badge is XML that a parser takes, and no text is an element or an attribute of it. */
class BadgeFuzzTest {
    private static final Templates TEMPLATES = new Templates();

    @Property(seed = "6")
    void a_badge_stays_the_badge_that_we_drew(@ForAll("texts") String label, @ForAll("texts") String message)
            throws Exception {
        var harmless = elements("harmless", "word");
        assertThat(elements(PlainText.line(label, 60), PlainText.line(message, 60)))
                .isEqualTo(harmless);
    }

    private static int elements(String label, String message) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        var drawing = TEMPLATES.fill("badge.ftlx", new Badges.Badge(label, message, "red").drawing());
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(drawing)))
                .getElementsByTagName("*")
                .getLength();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("<>\"'&;#x=/![]CDATA-?\u0000\u001b\n")
                        .ofMaxLength(40),
                Arbitraries.strings().ofMaxLength(40));
    }
}
