package dmail.common.dropfile;

import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The three locks of one drop file; released once, in the reverse order. */
final class HeldDropLock implements DropLock {
    private final Path dropFile;
    private final FileChannel channel;
    private final DotLock dotLock;
    private final PathLocks.Turn turn;
    private final Replaced afterwards;
    private boolean wasReplaced;
    private boolean closed;

    HeldDropLock(
            Path dropFile,
            FileChannel channel,
            DotLock dotLock,
            PathLocks.Turn turn,
            Replaced afterwards) {
        this.dropFile = dropFile;
        this.channel = channel;
        this.dotLock = dotLock;
        this.turn = turn;
        this.afterwards = afterwards;
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
    public void replaced() {
        wasReplaced = true;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (wasReplaced) {
            afterwards.keep(channel);
        } else {
            afterwards.close(channel);
        }
        dotLock.release();
        turn.giveBack();
    }
}
