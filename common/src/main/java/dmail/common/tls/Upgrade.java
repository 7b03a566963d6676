package dmail.common.tls;

import dmail.common.net.WireReader;
import dmail.common.net.WireWriter;
import java.io.IOException;

/** A connection's upgrade to TLS (STARTTLS, STLS). */
public interface Upgrade {
    /** No upgrade. */
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
     * {@return whether there is memory for a handshake now} Must be asked before the client is told
     * to begin; after that, no reply can be sent. Waits a little for sessions to be evicted.
     */
    boolean hasRoom();

    /**
     * Sends what is buffered, drops what the client has sent ahead, and continues encrypted (RFC
     * 3207 section 4.2, RFC 2595 section 4).
     *
     * @return version and cipher suite
     * @throws TlsFailure when the handshake failed; nothing more can be sent to the client
     */
    String start(WireReader reader, WireWriter writer) throws IOException;

    /** Sends the closing alert; the connection must be closed afterwards. */
    void end() throws IOException;
}
