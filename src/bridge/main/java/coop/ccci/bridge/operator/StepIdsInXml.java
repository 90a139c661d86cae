package coop.ccci.bridge.operator;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.ModelToXMLDumper;
import org.apache.camel.support.PluginHelper;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * Gives the steps of a route that was made from a template the ids in XML that their counts have in JMX: with the prefix of the route,
 * which Camel leaves out there. Hawtio draws the XML, looks for each step's count by its id, and would find none.
 */
public final class StepIdsInXml implements ModelToXMLDumper {
    private static final String ID = "id";

    private final ModelToXMLDumper original;

    private StepIdsInXml(ModelToXMLDumper original) {
        this.original = original;
    }

    /** Has the XML of all routes of an application written so. */
    public static void register(CamelContext context) {
        context.getCamelContextExtension()
                .addContextPlugin(ModelToXMLDumper.class, new StepIdsInXml(PluginHelper.getModelToXMLDumper(context)));
    }

    @Override
    public String dumpModelAsXml(CamelContext context, NamedNode definition) throws Exception {
        return withPrefixes(context, original.dumpModelAsXml(context, definition));
    }

    @Override
    public String dumpModelAsXml(
            CamelContext context,
            NamedNode definition,
            boolean resolvePlaceholders,
            boolean generatedIds,
            boolean sourceLocation)
            throws Exception {
        return withPrefixes(
                context,
                original.dumpModelAsXml(context, definition, resolvePlaceholders, generatedIds, sourceLocation));
    }

    @Override
    public String dumpBeansAsXml(CamelContext context, List<Object> beans) throws Exception {
        return original.dumpBeansAsXml(context, beans);
    }

    @Override
    public String dumpDataFormatsAsXml(CamelContext context, Map<String, Object> dataFormats) throws Exception {
        return original.dumpDataFormatsAsXml(context, dataFormats);
    }

    private static String withPrefixes(CamelContext context, String xml) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        var routes = document.getElementsByTagName("route");
        for (var number = 0; number < routes.getLength(); number++) {
            var element = (Element) routes.item(number);
            Optional.ofNullable(context.getRoute(element.getAttribute(ID)))
                    .map(Route::getNodePrefixId)
                    .ifPresent(prefix -> addPrefix(element, prefix));
        }
        return text(document);
    }

    private static void addPrefix(Element route, String prefix) {
        var steps = route.getElementsByTagName("*");
        for (var number = 0; number < steps.getLength(); number++) {
            var step = (Element) steps.item(number);
            if (step.hasAttribute(ID) && !isOfConfiguration(step)) {
                step.setAttribute(ID, prefix + step.getAttribute(ID));
            }
        }
    }

    /** What a {@code routeConfiguration} does about errors belongs to all routes that name it, and has no prefix of one. */
    private static boolean isOfConfiguration(Node step) {
        return step != null && (step.getNodeName().equals("onException") || isOfConfiguration(step.getParentNode()));
    }

    private static String text(Document document) throws Exception {
        var factory = TransformerFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        var transformer = factory.newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        var text = new StringWriter();
        transformer.transform(new DOMSource(document), new StreamResult(text));
        return text.toString();
    }
}
