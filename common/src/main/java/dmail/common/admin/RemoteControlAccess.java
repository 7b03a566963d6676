package dmail.common.admin;

import dmail.common.net.WireReader;
import dmail.common.net.WireWriter;
import java.io.IOException;
import java.net.InetAddress;

/** How a session of the server's own protocol passes a client on to remote control. */
public interface RemoteControlAccess {
    /** No remote control. */
    RemoteControlAccess CLOSED =
            new RemoteControlAccess() {
                @Override
                public boolean isMeant(String line, InetAddress client) {
                    return false;
                }

                @Override
                public void talk(String line, InetAddress client, WireReader in, WireWriter out) {
                    throw new IllegalStateException("no line is meant");
                }
            };

    /**
     * {@return whether the line is for {@link #talk}; if not, it is an unknown command of the
     * protocol}
     */
    boolean isMeant(String line, InetAddress client);

    /** Carries out the whole exchange; the connection must be closed after it. */
    void talk(String line, InetAddress client, WireReader in, WireWriter out) throws IOException;
}
