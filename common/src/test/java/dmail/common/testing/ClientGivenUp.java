package dmail.common.testing;

import dmail.common.memory.ClientGroup;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryShortException;
import dmail.common.memory.SessionMemory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;

/** A silent client, whose session gives way to a newcomer when it is read from. */
public final class ClientGivenUp extends InputStream {
    private final MemoryAccount account = new MemoryAccount(1 << 20);
    private final SessionMemory memory = open();

    private SessionMemory open() {
        ClientGroup clientGroup = new ClientGroup.Network(InetAddress.ofLiteral("192.0.2.1"));
        SessionMemory _ = account.open(clientGroup, 0, SessionMemory.Line.NONE);
        return account.open(clientGroup, 0, SessionMemory.Line.NONE);
    }

    /** {@return what its session takes memory from} */
    public SessionMemory memory() {
        return memory;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        memory.listens(System.nanoTime());
        account.evictForSession(new ClientGroup.Network(InetAddress.ofLiteral("192.0.2.2")), 0);
        throw new MemoryShortException("given up for others");
    }
}
