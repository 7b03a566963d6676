package dmail.common.mbox;

import java.io.IOException;

/** Where the octets of a drop file's entry go: into the file, or into a comparison with it. */
interface OctetSink {
    void write(byte[] octets, int start, int end) throws IOException;
}
