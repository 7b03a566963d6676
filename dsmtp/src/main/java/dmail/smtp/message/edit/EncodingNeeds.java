package dmail.smtp.message.edit;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Reads a whole message to see which parts need another encoding. */
final class EncodingNeeds implements PartVisitor {
    /**
     * With more octets above 127 than this, base64 is shorter and quoted-printable is unreadable
     * anyway.
     */
    private static final int PLAIN_TO_OTHERS = 6;

    private static final int MOST_PARTS = 10_000;

    /** What is known of a part. */
    private static final class Part {
        private final PartHeader header;
        private final ContentType type;
        private long octets;
        private long others;

        Part(PartHeader header, ContentType type) {
            this.header = header;
            this.type = type;
        }

        /** {@return whether its body can be encoded} */
        private boolean isEncodable() {
            return type.isEncodable() && PartWalker.isPlain(header);
        }

        private boolean saysMore() {
            return PartWalker.isPlain(header) && !header.encoding().equals("7bit");
        }

        /** {@return its new encoding, or empty text to leave it as it is} */
        private String encoding() {
            if (others == 0) {
                return saysMore() ? "7bit" : "";
            }
            if (!isEncodable()) {
                return "";
            }
            boolean readable = type.isText() && others * PLAIN_TO_OTHERS < octets;
            return readable ? "quoted-printable" : "base64";
        }
    }

    private final Map<Integer, Part> parts = new HashMap<>();

    @Override
    public void header(int part, PartHeader header, ContentType type) throws IOException {
        if (parts.size() == MOST_PARTS) {
            throw new PartWalker.TooStrange("more than " + MOST_PARTS + " parts");
        }
        parts.put(part, new Part(header, type));
    }

    @Override
    public void body(int part, byte[] octets, int from, int count) {
        Part known = part(part);
        known.octets += count;
        for (int i = from; i < from + count; i++) {
            if (octets[i] < 0) {
                known.others++;
            }
        }
    }

    private Part part(int number) {
        Part known = parts.get(number);
        if (known == null) {
            throw new IllegalStateException("part " + number + " has not begun");
        }
        return known;
    }

    @Override
    public void endLine(int part) {
        part(part).octets += 2;
    }

    @Override
    public void end(int part, boolean open) {
        // This part's encoding is decided.
    }

    @Override
    public void boundary(byte[] octets, int from, int count) {
        // Not encoded.
    }

    /** {@return the encodings of those parts that need another one, by their numbers} */
    Map<Integer, String> encodings() {
        Map<Integer, String> encodings = new HashMap<>();
        parts.forEach((number, part) -> {
            if (!part.encoding().isEmpty()) {
                encodings.put(number, part.encoding());
            }
        });
        return encodings;
    }
}
