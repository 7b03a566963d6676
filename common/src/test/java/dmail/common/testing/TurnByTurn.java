package dmail.common.testing;

import dmail.common.testing.DialogueScript.Turn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.List;

/**
 * A client that waits for its replies: before the octets of the next turn are handed out, what the
 * server has sent so far must match the script. A server that forgets to send is caught here.
 */
final class TurnByTurn extends InputStream {
    private final String title;
    private final List<Turn> turns;
    private final ByteArrayOutputStream heard;
    private ByteArrayInputStream current = new ByteArrayInputStream(new byte[0]);
    private int next;

    TurnByTurn(String title, List<Turn> turns, ByteArrayOutputStream heard) {
        this.title = title;
        this.turns = turns;
        this.heard = heard;
        // A server that speaks first is heard before anything is said.
        this.next = turns.getFirst().says().isEmpty() ? 1 : 0;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        while (current.available() == 0) {
            Transcript.check(title, turns, next, heard.toByteArray());
            if (next == turns.size()) {
                return -1;
            }
            current = new ByteArrayInputStream(turns.get(next).octets());
            next++;
        }
        return current.read(target, offset, length);
    }
}
