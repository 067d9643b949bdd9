// SPDX-License-Identifier: Apache-2.0
package io.pgmi.metadata;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Turns the elements of one block into {@link MetadataFindings}. */
final class MetadataHandler extends DefaultHandler {
    private static final UUID NIL = new UUID(0, 0);
    private static final String MAKE_AN_ID = "make one with SELECT gen_random_uuid() or uuidgen";

    private final String path;
    private final int firstLine;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> sortKeys = new ArrayList<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable Locator locator;
    private @Nullable UUID id;
    private boolean idempotent;
    private @Nullable String description;
    private int ignoredDepth;
    private boolean strayText;

    /** @param firstLine the line of the file in which the block starts */
    MetadataHandler(String path, int firstLine) {
        this.path = path;
        this.firstLine = firstLine;
    }

    MetadataFindings findings() {
        Optional<Metadata> metadata = id == null || !problems.isEmpty()
                ? Optional.empty()
                : Optional.of(new Metadata(id, idempotent, sortKeys, description == null ? "" : description));
        return new MetadataFindings(metadata, problems, warnings);
    }

    /** The parser stopped here. */
    void malformed(SAXException e) {
        problems.add(here() + "malformed XML in the <pgmi-meta> block: " + e.getMessage()
                + " Close every element, quote attribute values, and write &lt; and &amp; for < and & in text");
    }

    /** Said here in words of our own: the JDK's for a DOCTYPE in the middle speak of its scanner's state. */
    void doctype() {
        problems.add(
                block() + "malformed XML in the <pgmi-meta> block: no <!DOCTYPE …> and no entities of one's own may"
                        + " stand there; remove it");
    }

    @Override
    public void setDocumentLocator(Locator locator) {
        this.locator = locator;
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes) {
        if (ignoredDepth > 0 || !isKnown(name)) {
            if (ignoredDepth++ == 0) {
                warnings.add(here() + "unknown element <" + name + "> is ignored");
            }
            return;
        }
        boolean root = open.isEmpty();
        open.push(name);
        text.setLength(0);
        for (int i = 0; i < attributes.getLength(); i++) {
            String attribute = attributes.getQName(i);
            if (!root || !(attribute.equals("id") || attribute.equals("idempotent"))) {
                warnings.add(here() + "unknown attribute " + attribute + " of <" + name + "> is ignored");
            }
        }
        if (root) {
            readId(attributes.getValue("id"));
            readIdempotent(attributes.getValue("idempotent"));
        }
    }

    private boolean isKnown(String name) {
        String parent = open.isEmpty() ? "" : open.element();
        return switch (name) {
            case "pgmi-meta" -> open.isEmpty();
            case "description", "sortKeys" -> parent.equals("pgmi-meta");
            case "key" -> parent.equals("sortKeys");
            default -> false;
        };
    }

    @Override
    public void characters(char[] chars, int start, int length) {
        if (ignoredDepth > 0) {
            return;
        }
        String container = open.element();
        if (container.equals("description") || container.equals("key")) {
            text.append(chars, start, length);
            return;
        }
        for (int i = start; i < start + length && !strayText; i++) {
            // Comments are often written with a star before each line.
            strayText = !Character.isWhitespace(chars[i]) && chars[i] != '*';
            if (strayText) {
                warnings.add(here() + "text directly inside <" + container + "> is ignored");
            }
        }
    }

    @Override
    public void endElement(String uri, String localName, String name) {
        if (ignoredDepth > 0) {
            ignoredDepth--;
            return;
        }
        open.pop();
        String value = text.toString().strip();
        if (name.equals("description")) {
            if (description == null) {
                description = value;
            } else {
                warnings.add(here() + "a second <description> is ignored");
            }
        } else if (name.equals("key")) {
            if (value.isEmpty()) {
                problems.add(here() + "empty <key>; write a sort key or remove the element");
            } else {
                sortKeys.add(value);
            }
        }
    }

    private void readId(@Nullable String value) {
        if (value == null) {
            problems.add(block() + "<pgmi-meta> has no id; add id=\"…\" with a UUID: " + MAKE_AN_ID);
            return;
        }
        UUID parsed = uuid(value);
        if (parsed == null) {
            problems.add(block() + "id \"" + value + "\" is no UUID of the form"
                    + " 01234567-89ab-cdef-0123-456789abcdef; " + MAKE_AN_ID);
        } else if (parsed.equals(NIL)) {
            problems.add(block() + "id " + value + " is the nil UUID, which identifies nothing; " + MAKE_AN_ID);
        } else {
            id = parsed;
        }
    }

    /** The JDK alone would also take shortened groups such as 1-2-3-4-5. */
    private static @Nullable UUID uuid(String value) {
        try {
            UUID parsed = UUID.fromString(value);
            return parsed.toString().equals(value.toLowerCase(Locale.ROOT)) ? parsed : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void readIdempotent(@Nullable String value) {
        if (value == null) {
            problems.add(block() + "<pgmi-meta> has no idempotent; add idempotent=\"true\" if the file may run in every"
                    + " deployment, else idempotent=\"false\"");
        } else if (value.equals("true") || value.equals("false")) {
            idempotent = value.equals("true");
        } else {
            problems.add(block() + "idempotent is \"" + value + "\"; write true or false");
        }
    }

    private String block() {
        return path + ":" + firstLine + ": ";
    }

    private String here() {
        int line = locator == null ? 1 : Math.max(locator.getLineNumber(), 1);
        return path + ":" + (firstLine + line - 1) + ": ";
    }
}
