package dmail.smtp.message.edit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Reads a message once and finds its parts (RFC 2046 section 5.1), with bounded memory. */
final class PartWalker {
    /** The message's structure can't be parsed. */
    static final class TooStrange extends IOException {
        @java.io.Serial private static final long serialVersionUID = 1;

        TooStrange(String what) {
            super(what);
        }
    }

    private static final int LONGEST_HEADER = 256 * 1024;
    private static final int DEEPEST = 100;

    /**
     * A multipart that has begun.
     *
     * @param inside the default type of its parts
     */
    private record Multipart(String delimiter, int part, ContentType inside) {}

    private final PartVisitor visitor;
    private final Deque<Multipart> open = new ArrayDeque<>();
    private final List<String> headerLines = new ArrayList<>();
    private int headerSize;
    private boolean inHeader = true;
    private boolean ofMessage = true;
    private ContentType otherwise = ContentType.PLAIN;

    /** The part that is being read, and the number of the next one. */
    private int part;

    private int parts;
    private boolean lineEndHeld;
    private boolean lineOpen;

    PartWalker(PartVisitor visitor) {
        this.visitor = visitor;
    }

    void walk(InputStream message) throws IOException {
        LinePieces pieces = new LinePieces(message);
        while (pieces.next()) {
            Optional<Multipart> ended = delimiterOf(pieces);
            if (ended.isPresent()) {
                delimiter(ended.get(), pieces);
            } else if (inHeader) {
                header(pieces);
            } else {
                body(pieces);
            }
        }
        if (inHeader) {
            endHeader();
        }
        endBody(false);
    }

    /** {@return the multipart that this line delimits, if it is a delimiter} */
    private Optional<Multipart> delimiterOf(LinePieces line) {
        byte[] octets = line.octets();
        int from = line.start();
        if (open.isEmpty()
                || !line.startsLine()
                || line.length() < 2
                || octets[from] != '-'
                || octets[from + 1] != '-') {
            return Optional.empty();
        }
        String text = text(line).stripTrailing();
        return open.stream()
                .filter(m -> text.equals(m.delimiter()) || text.equals(m.delimiter() + "--"))
                .findFirst();
    }

    private static String text(LinePieces line) {
        return new String(line.octets(), line.start(), line.length(), StandardCharsets.ISO_8859_1);
    }

    private void delimiter(Multipart multipart, LinePieces line) throws IOException {
        if (inHeader) {
            endHeader();
        }
        endBody(true);
        while (!open.getFirst().equals(multipart)) {
            open.removeFirst();
        }
        visitor.boundary(line.octets(), line.start(), line.length());
        if (text(line).stripTrailing().equals(multipart.delimiter() + "--")) {
            open.removeFirst();
            // What follows up to the next delimiter is the outer part's epilogue.
            part = multipart.part();
        } else {
            beginHeader(false, multipart.inside());
        }
    }

    private void beginHeader(boolean message, ContentType usual) {
        inHeader = true;
        ofMessage = message;
        otherwise = usual;
        headerLines.clear();
        headerSize = 0;
    }

    private void header(LinePieces line) throws IOException {
        headerSize += line.length() + 2;
        if (headerSize > LONGEST_HEADER) {
            throw new TooStrange("a header of more than " + LONGEST_HEADER + " octets");
        }
        String text = text(line);
        if (!line.startsLine()) {
            headerLines.set(headerLines.size() - 1, headerLines.getLast() + text);
        } else if (text.isEmpty() && line.endsLine()) {
            endHeader();
        } else {
            headerLines.add(text);
        }
    }

    private void endHeader() throws IOException {
        inHeader = false;
        part = parts++;
        PartHeader header = new PartHeader(headerLines, ofMessage);
        ContentType type = header.type(otherwise);
        visitor.header(part, header, type);
        if (open.size() == DEEPEST) {
            throw new TooStrange("parts in parts, more than " + DEEPEST + " deep");
        }
        if (type.isMultipart()) {
            ContentType inside =
                    type.subtype().equals("digest") ? ContentType.MESSAGE : ContentType.PLAIN;
            open.addFirst(new Multipart("--" + type.boundary(), part, inside));
        } else if (type.isMessage() && isPlain(header)) {
            beginHeader(true, ContentType.PLAIN);
        }
    }

    /** {@return whether the content isn't encoded, so that parts can be found in it} */
    static boolean isPlain(PartHeader header) {
        return List.of("7bit", "8bit", "binary").contains(header.encoding());
    }

    private void body(LinePieces piece) throws IOException {
        releaseLineEnd();
        visitor.body(part, piece.octets(), piece.start(), piece.length());
        lineEndHeld = piece.endsLine();
        lineOpen = !piece.endsLine();
    }

    /**
     * A line end before a delimiter belongs to it, so it is held back until the next line is known.
     */
    private void releaseLineEnd() throws IOException {
        if (lineEndHeld) {
            visitor.endLine(part);
            lineEndHeld = false;
        }
    }

    private void endBody(boolean byDelimiter) throws IOException {
        if (byDelimiter) {
            visitor.end(part, lineEndHeld || lineOpen);
        } else {
            releaseLineEnd();
            visitor.end(part, lineOpen);
        }
        lineEndHeld = false;
        lineOpen = false;
    }
}
