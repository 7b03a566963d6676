package dmail.common.admin;

import dmail.common.net.WireReader;
import dmail.common.net.WireWriter;
import java.io.IOException;
import java.net.InetAddress;

/** Where control over the network comes into a session of the server's own protocol. */
public interface RemoteControlAccess {
    /** There is none. */
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

    /** {@return whether the line is for {@link #talk}; otherwise there is no such command} */
    boolean isMeant(String line, InetAddress client);

    /** Goes through the exchange; the connection is to be closed after it. */
    void talk(String line, InetAddress client, WireReader in, WireWriter out) throws IOException;
}
