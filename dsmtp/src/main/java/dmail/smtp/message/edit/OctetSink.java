package dmail.smtp.message.edit;

import java.io.IOException;

/** Takes the octets of a message, piece by piece. */
public interface OctetSink {
    void write(int octet) throws IOException;

    void write(byte[] octets, int from, int count) throws IOException;
}
