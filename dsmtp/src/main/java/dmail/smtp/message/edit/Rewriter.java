package dmail.smtp.message.edit;

import dmail.common.io.OctetSink;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Writes a message again as it is read, its parts in new encodings. */
final class Rewriter implements PartVisitor {
    private final Map<Integer, String> encodings;
    private final OctetSink out;
    private final Map<Integer, Encoder> encoders = new HashMap<>();

    Rewriter(Map<Integer, String> encodings, OctetSink out) {
        this.encodings = encodings;
        this.out = out;
    }

    @Override
    public void header(int part, PartHeader header, ContentType type) throws IOException {
        String encoding = encodings.getOrDefault(part, "");
        PartHeader changed = header;
        if (!encoding.isEmpty()) {
            boolean textual = !encoding.equals("7bit") && type.isText();
            changed = (textual ? header.typed() : header).encoded(encoding);
        }
        write(changed.octets());
        encoders.put(part, encoder(encoding));
    }

    private Encoder encoder(String encoding) {
        return switch (encoding) {
            case "quoted-printable" -> new QuotedPrintable(out);
            case "base64" -> new Base64Lines(out);
            default -> new UnchangedBody(out);
        };
    }

    private void write(byte[] octets) throws IOException {
        out.write(octets, 0, octets.length);
    }

    private Encoder of(int part) {
        return encoders.getOrDefault(part, new UnchangedBody(out));
    }

    @Override
    public void body(int part, byte[] octets, int from, int count) throws IOException {
        of(part).write(octets, from, count);
    }

    @Override
    public void endLine(int part) throws IOException {
        of(part).endLine();
    }

    @Override
    public void end(int part, boolean open) throws IOException {
        of(part).end(open);
    }

    @Override
    public void boundary(byte[] octets, int from, int count) throws IOException {
        out.write(octets, from, count);
        out.write('\r');
        out.write('\n');
    }
}
