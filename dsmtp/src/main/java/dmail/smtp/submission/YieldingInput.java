package dmail.smtp.submission;

import dmail.common.memory.MemoryShortException;
import dmail.common.memory.SessionMemory;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The input of a session that may be closed for others while it waits for its program. */
final class YieldingInput extends FilterInputStream {
    private final SessionMemory session;

    YieldingInput(InputStream in, SessionMemory session) {
        super(in);
        this.session = session;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        session.listens(System.nanoTime());
        try {
            int count = in.read(target, offset, length);
            if (session.givesWay()) {
                throw new MemoryShortException("given up for others");
            }
            return count;
        } finally {
            session.works();
        }
    }
}
