package dmail.smtp.message.edit;

import dmail.common.mbox.FieldName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The header of a message or of one of its parts, in the lines in which it came. */
final class PartHeader {
    private static final String ENCODING = "content-transfer-encoding";
    private static final String CONTENT = "content-";
    private static final String DISPOSITION = "content-disposition";
    private static final String TYPE = "content-type";
    private static final String VERSION = "mime-version";

    /** One character an octet. */
    private final List<String> lines;

    private final boolean ofMessage;

    /**
     * @param ofMessage whether it is a message's and not a part's
     */
    PartHeader(List<String> lines, boolean ofMessage) {
        this.lines = List.copyOf(lines);
        this.ofMessage = ofMessage;
    }

    /** {@return the content's type; without one, the message is plain text} */
    ContentType type(ContentType otherwise) {
        return value(TYPE).map(ContentType::of).orElse(otherwise);
    }

    /** {@return the encoding in lower case; the default is 7bit} */
    String encoding() {
        return value(ENCODING).map(value -> value.toLowerCase(Locale.ROOT)).orElse("7bit");
    }

    private Optional<String> value(String name) {
        StringBuilder value = new StringBuilder();
        boolean found = false;
        for (String line : lines) {
            if (FieldName.isFolded(line)) {
                value.append(found ? line : "");
            } else if (found) {
                break;
            } else if (FieldName.is(line, name)) {
                found = true;
                value.append(FieldName.value(line));
            }
        }
        return found ? Optional.of(value.toString().strip()) : Optional.empty();
    }

    /** {@return the header of the same content in another encoding} */
    PartHeader encoded(String encoding) {
        List<String> changed = new ArrayList<>();
        boolean dropped = false;
        for (String line : lines) {
            dropped = FieldName.isFolded(line) ? dropped : FieldName.is(line, ENCODING);
            if (!dropped) {
                changed.add(line);
            }
        }
        if (ofMessage && value(VERSION).isEmpty()) {
            changed.add("MIME-Version: 1.0");
        }
        changed.add("Content-Transfer-Encoding: " + encoding);
        return new PartHeader(changed, ofMessage);
    }

    /**
     * {@return the header of a text without a type, with the charset declared unknown (RFC 1428)}
     */
    PartHeader typed() {
        if (value(TYPE).isPresent()) {
            return this;
        }
        List<String> changed = new ArrayList<>(lines);
        changed.add("Content-Type: text/plain; charset=unknown-8bit");
        return new PartHeader(changed, ofMessage);
    }

    /** {@return whether it is an attachment} */
    boolean isAttachment() {
        return value(DISPOSITION)
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith("attachment"))
                .isPresent();
    }

    /** {@return the header of a multipart message that has this message's content as one part} */
    PartHeader around(String boundary) {
        List<String> changed = new ArrayList<>(split(false));
        changed.add("MIME-Version: 1.0");
        changed.add("Content-Type: multipart/mixed;");
        changed.add("\tboundary=\"" + boundary + "\"");
        String encoding = encoding();
        if (encoding.equals("8bit") || encoding.equals("binary")) {
            changed.add("Content-Transfer-Encoding: " + encoding);
        }
        return new PartHeader(changed, true);
    }

    /** {@return the fields that describe the content} */
    PartHeader content() {
        return new PartHeader(split(true), false);
    }

    /** MIME-Version goes to neither side. */
    private List<String> split(boolean content) {
        List<String> side = new ArrayList<>();
        boolean taken = false;
        for (String line : lines) {
            if (!FieldName.isFolded(line)) {
                String name = FieldName.of(line);
                taken = name.startsWith(CONTENT) == content && !name.equals(VERSION);
            }
            if (taken) {
                side.add(line);
            }
        }
        return side;
    }

    byte[] octets() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
