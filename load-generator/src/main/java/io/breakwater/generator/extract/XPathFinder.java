package io.breakwater.generator.extract;

import io.breakwater.events.path.PathSyntax;
import io.breakwater.generator.http.Response;
import io.breakwater.generator.text.ByteText;
import io.breakwater.generator.text.ValueKind;
import io.breakwater.generator.value.Filling;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathEvaluationResult;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathFactoryConfigurationException;
import javax.xml.xpath.XPathNodes;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Finds what an XPath (version 1.0) leads to in an XML body. Namespaces are passed over: names have no prefixes. A document
 * type is refused, so that nothing outside of the body is ever read. Safe for several threads.
 */
final class XPathFinder implements Finder {

    /** A tree takes many times the space of its text. */
    private static final int LARGEST_BODY_BYTES = 1 << 20;

    private final String path;
    private final ThreadLocal<Reader> readers;

    /** What a thread reads with; neither of them is safe for several. */
    private record Reader(DocumentBuilder documents, XPathExpression expression) {}

    /** Passes each error on and prints none. */
    private record Strict() implements ErrorHandler {
        @Override
        public void warning(SAXParseException exception) {
            // A warning is about a document that can be read.
        }

        @Override
        public void error(SAXParseException exception) throws SAXException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }

    XPathFinder(String path) {
        Optional<String> complaint = PathSyntax.ofXPath(path);
        if (complaint.isPresent()) {
            throw new IllegalArgumentException(complaint.get());
        }
        this.path = path;
        this.readers = ThreadLocal.withInitial(this::reader);
    }

    @Override
    public ValueKind find(Response response, Filling filling, ByteText out) {
        if (response.body().length() > LARGEST_BODY_BYTES) {
            return ValueKind.TOO_COSTLY;
        }
        try {
            Reader reader = readers.get();
            Document document = reader.documents()
                    .parse(new ByteArrayInputStream(
                            response.body().bytes(), 0, response.body().length()));
            dropNamespaces(document);
            return append(reader.expression().evaluateExpression(document), out);
        } catch (SAXException | IOException | XPathExpressionException e) {
            return ValueKind.UNREADABLE;
        }
    }

    @Override
    public boolean needsBody() {
        return true;
    }

    private static ValueKind append(XPathEvaluationResult<?> result, ByteText out) {
        Object value = result.value();
        if (value instanceof XPathNodes nodes) {
            if (nodes.size() == 0) {
                return ValueKind.ABSENT;
            }
            out.append(String.valueOf(nodes.iterator().next().getTextContent()));
        } else if (value instanceof Double number) {
            boolean finite = !number.isNaN() && !number.isInfinite();
            out.append(finite ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString() : number.toString());
        } else {
            out.append(String.valueOf(value));
        }
        return ValueKind.TEXT;
    }

    /** Gives elements and attributes their names without prefix or namespace; without recursion, as depth is a target's. */
    private static void dropNamespaces(Document document) {
        Node node = document.getDocumentElement();
        while (node != null) {
            if (node.getNodeType() == Node.ELEMENT_NODE) {
                dropNamespace(document, node);
                for (int i = 0; i < node.getAttributes().getLength(); i++) {
                    Node attribute = node.getAttributes().item(i);
                    if (!XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())) {
                        dropNamespace(document, attribute);
                    }
                }
            }
            node = following(node);
        }
    }

    private static void dropNamespace(Document document, Node node) {
        if (node.getNamespaceURI() != null) {
            document.renameNode(node, null, node.getLocalName());
        }
    }

    private static @Nullable Node following(Node node) {
        if (node.getFirstChild() != null) {
            return node.getFirstChild();
        }
        Node at = node;
        while (at != null && at.getNextSibling() == null) {
            at = at.getParentNode();
        }
        return at == null ? null : at.getNextSibling();
    }

    private Reader reader() {
        try {
            DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
            documents.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            documents.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            documents.setXIncludeAware(false);
            documents.setExpandEntityReferences(false);
            documents.setNamespaceAware(true);
            DocumentBuilder builder = documents.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
            XPathFactory paths = XPathFactory.newInstance();
            paths.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return new Reader(builder, paths.newXPath().compile(path));
        } catch (ParserConfigurationException | XPathFactoryConfigurationException | XPathExpressionException e) {
            throw new IllegalStateException("XPath: " + path + " (expected: one that was compiled before)", e);
        }
    }
}
