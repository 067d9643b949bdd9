// SPDX-License-Identifier: Apache-2.0
package io.pgmi.metadata;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The JDK's own XML parser, whatever else is on the class path, without DTDs, entities of the outside world, or XInclude. */
final class HardenedXmlParser {
    private final SAXParser parser;

    HardenedXmlParser() {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setXIncludeAware(false);
            factory.setValidating(false);
            parser = factory.newSAXParser();
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("this JDK's XML parser cannot be hardened", e);
        }
    }

    /** Parses one document; what is malformed goes to the handler, and nothing to stderr. */
    void parse(String xml, MetadataHandler handler) {
        try {
            parser.parse(new InputSource(new StringReader(xml)), handler);
        } catch (SAXException malformed) {
            if (xml.contains("<!DOCTYPE")) {
                handler.doctype();
            } else {
                handler.malformed(malformed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
