package dmail.common.mbox;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** All three locks of one drop file; given up in the reverse order, once. */
final class HeldDropLock implements DropLock {
    private final Path dropFile;
    private final FileChannel channel;
    private final DotLock dotLock;
    private final Turns.Turn turn;
    private final Log log;
    private boolean closed;

    HeldDropLock(Path dropFile, FileChannel channel, DotLock dotLock, Turns.Turn turn, Log log) {
        this.dropFile = dropFile;
        this.channel = channel;
        this.dotLock = dotLock;
        this.turn = turn;
        this.log = log;
    }

    @Override
    public Path dropFile() {
        return dropFile;
    }

    @Override
    public FileChannel channel() {
        return channel;
    }

    @Override
    public void keepAlive() {
        dotLock.touch();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            log.warning(LogLine.of("drop file not closed").with("reason", Reason.of(e)));
        }
        dotLock.release();
        turn.giveBack();
    }
}
