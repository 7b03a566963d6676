package dmail.common.mbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** The messages of a drop file: where each begins, and its queue id. */
final class MessageHeads {
    private static final int REACH = TraceHeader.REACH + 1024;

    private final FileChannel channel;
    private final long[] starts;

    private MessageHeads(FileChannel channel, long[] starts) {
        this.channel = channel;
        this.starts = starts;
    }

    static MessageHeads of(FileChannel channel) throws IOException {
        return new MessageHeads(channel, MessageStarts.in(channel));
    }

    int count() {
        return starts.length;
    }

    /** {@return the offset of a message's From line} */
    long start(int message) {
        return starts[message];
    }

    Optional<String> queueId(int message) throws IOException {
        long next = message + 1 < starts.length ? starts[message + 1] : Long.MAX_VALUE;
        int length = (int) Math.min(REACH, next - starts[message]);
        ByteBuffer head = ByteBuffer.allocate(length);
        int n = 0;
        while (head.hasRemaining() && n >= 0) {
            n = channel.read(head, starts[message] + head.position());
        }
        return TraceHeader.idIn(head.array(), endOfFromLine(head), head.position());
    }

    private static int endOfFromLine(ByteBuffer head) {
        int at = 0;
        while (at < head.position() && head.get(at) != '\n') {
            at++;
        }
        return Math.min(at + 1, head.position());
    }
}
