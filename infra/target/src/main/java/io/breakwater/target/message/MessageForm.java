package io.breakwater.target.message;

import io.breakwater.target.message.MessageRefusedException.Reason;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a message is written: members of a JSON object, or elements of an XML document. An answer is written like it. */
enum MessageForm {
    /** {@code {"Encrypt":"…"}}. */
    JSON("application/json") {
        @Override
        Map<String, String> read(String text) throws MessageRefusedException {
            JsonNode node;
            try {
                node = MAPPER.readTree(text);
            } catch (JacksonException e) {
                throw new MessageRefusedException(Reason.UNREADABLE, "not JSON: " + e.getOriginalMessage());
            }
            if (!node.isObject()) {
                throw new MessageRefusedException(Reason.UNREADABLE, "not a JSON object");
            }
            Map<String, String> members = new LinkedHashMap<>();
            node.properties()
                    .forEach(member -> members.put(
                            member.getKey(),
                            member.getValue().isContainer()
                                    ? member.getValue().toString()
                                    : member.getValue().asString()));
            return members;
        }

        @Override
        String write(Map<String, Object> members) {
            return MAPPER.writeValueAsString(members);
        }
    },
    /** {@code <xml><Encrypt><![CDATA[…]]></Encrypt></xml>}. */
    XML("application/xml") {
        @Override
        Map<String, String> read(String text) throws MessageRefusedException {
            Map<String, String> members = new LinkedHashMap<>();
            try {
                XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text));
                reader.nextTag();
                reader.require(XMLStreamConstants.START_ELEMENT, null, "xml");
                while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
                    String name = reader.getLocalName();
                    members.put(name, reader.getElementText());
                }
            } catch (XMLStreamException e) {
                throw new MessageRefusedException(
                        Reason.UNREADABLE,
                        "not XML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
            }
            return members;
        }

        @Override
        String write(Map<String, Object> members) {
            StringBuilder text = new StringBuilder("<xml>");
            members.forEach((name, value) -> {
                text.append('<').append(name).append('>');
                if (value instanceof Number) {
                    text.append(value);
                } else {
                    text.append("<![CDATA[")
                            .append(value.toString().replace("]]>", "]]]]><![CDATA[>"))
                            .append("]]>");
                }
                text.append("</").append(name).append('>');
            });
            return text.append("</xml>").toString();
        }
    };

    private static final JsonMapper MAPPER = JsonMapper.shared();

    final String contentType;

    MessageForm(String contentType) {
        this.contentType = contentType;
    }

    /** Returns the form of a text by its first character. */
    static MessageForm of(String text) {
        return text.stripLeading().startsWith("<") ? XML : JSON;
    }

    /** Returns the members by name. */
    abstract Map<String, String> read(String text) throws MessageRefusedException;

    /** Returns the text of members. */
    abstract String write(Map<String, Object> members);

    /** Returns a factory that knows no document types: no entities from outside, and none that grow. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }
}
