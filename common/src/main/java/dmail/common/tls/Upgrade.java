package dmail.common.tls;

import dmail.common.net.WireReader;
import dmail.common.net.WireWriter;
import java.io.IOException;

/** A connection's way from clear text to encryption. */
public interface Upgrade {
    /** There is no such way. */
    Upgrade NONE =
            new Upgrade() {
                @Override
                public boolean isOffered() {
                    return false;
                }

                @Override
                public boolean isEncrypted() {
                    return false;
                }

                @Override
                public boolean hasRoom() {
                    return false;
                }

                @Override
                public String start(WireReader reader, WireWriter writer) throws TlsFailure {
                    throw new TlsFailure("encryption is not offered");
                }

                @Override
                public void end() {}
            };

    /** {@return whether the client may ask for it now} */
    boolean isOffered();

    boolean isEncrypted();

    /**
     * {@return whether there is memory for a handshake now} To be asked before the client is told
     * to go ahead; afterwards nothing more can be said to it. Waits a little for others to make
     * room.
     */
    boolean hasRoom();

    /**
     * Sends what was said, drops what the client sent ahead, and goes on encrypted (RFC 3207
     * section 4.2, RFC 2595 section 4).
     *
     * @return version and cipher
     * @throws TlsFailure when nothing more can be said to this client
     */
    String start(WireReader reader, WireWriter writer) throws IOException;

    /** Ends the encryption in good form; the connection is to be closed. */
    void end() throws IOException;
}
