package dmail.smtp.client;

import java.io.IOException;

/** Takes the octets of a message, piece by piece. */
interface OctetSink {
    void write(int octet) throws IOException;

    void write(byte[] octets, int from, int count) throws IOException;
}
