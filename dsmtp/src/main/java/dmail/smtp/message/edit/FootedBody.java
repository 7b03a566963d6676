package dmail.smtp.message.edit;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.smtp.message.Body;
import dmail.smtp.message.BodyFilter;
import dmail.smtp.message.BodySink;
import java.io.IOException;

/** An incoming message that gets a footer. */
final class FootedBody implements BodyFilter {
    private final BodySink body;
    private final FooterWriter writer;
    private final Log log;

    FootedBody(BodySink body, Footer footer, Log log) {
        this.body = body;
        this.writer = new FooterWriter(footer, "footer-" + body.id().text(), body);
        this.log = log;
    }

    @Override
    public BodySink body() {
        return body;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        writer.write(octets, offset, length);
    }

    @Override
    public Body finish() throws IOException {
        if (!writer.end()) {
            log.warning(
                    LogLine.of(id().text(), "footer left out")
                            .with("reason", "the header is too long"));
        }
        return body.finish();
    }
}
