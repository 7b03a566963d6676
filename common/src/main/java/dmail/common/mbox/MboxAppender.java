package dmail.common.mbox;

import dmail.common.dropfile.DropLock;
import dmail.common.io.Reason;
import dmail.common.io.SpareBuffers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Appends messages to a locked drop file, with one sync for all of them. After any failure
 * incomplete messages are cut off again.
 */
public final class MboxAppender {
    private static final int GATHERED = 64 * 1024;

    /** Buffers that are kept: as many as mailboxes that are usually written at a time. */
    private static final int SPARES = 8;

    private final Supplier<DropLimit> limit;
    private final SpareBuffers buffers = new SpareBuffers(GATHERED, SPARES);

    /**
     * @param limit the current limit, asked for each batch
     */
    public MboxAppender(Supplier<DropLimit> limit) {
        this.limit = limit;
    }

    /**
     * Appends in the given order. Without messages, what is in the file is synced.
     *
     * @return one result for each entry
     * @throws IOException when all failed; the drop file then has its former length again
     */
    public List<AppendResult> append(DropLock lock, List<MboxEntry> entries) throws IOException {
        return append(lock, entries, limit.get());
    }

    /** The same with a limit of that drop file's own. */
    public List<AppendResult> append(DropLock lock, List<MboxEntry> entries, DropLimit most)
            throws IOException {
        byte[] buffer = buffers.take();
        try {
            return append(lock, entries, most, buffer);
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private static List<AppendResult> append(
            DropLock lock, List<MboxEntry> entries, DropLimit most, byte[] buffer)
            throws IOException {
        FileChannel channel = lock.channel();
        TailRepair.cutNuls(channel);
        long goodLength = channel.size();
        try {
            ChannelSink sink = new ChannelSink(lock, goodLength, buffer);
            close(sink, TailRepair.closing(channel));
            List<AppendResult> results = new ArrayList<>(entries.size());
            for (MboxEntry entry : entries) {
                results.add(appendOne(lock, sink, entry, most));
            }
            channel.force(false);
            return results;
        } catch (IOException e) {
            // After a failed sync the system may consider the pages written; so all must be written
            // again.
            if (isCut(channel, goodLength)) {
                throw e;
            }
            throw new IOException(
                    Reason.of(e) + "; an incomplete message stays until the next append", e);
        }
    }

    private static void close(ChannelSink sink, String closing) throws IOException {
        byte[] octets = closing.getBytes(StandardCharsets.US_ASCII);
        sink.write(octets, 0, octets.length);
        sink.flush();
    }

    /** A message that can't be written must not keep others out: a smaller one may fit. */
    private static AppendResult appendOne(
            DropLock lock, ChannelSink sink, MboxEntry entry, DropLimit most) throws IOException {
        long start = sink.position();
        try {
            entry.encode(sink);
            sink.flush();
        } catch (IOException e) {
            if (!isCut(lock.channel(), start)) {
                throw e;
            }
            sink.moveTo(start);
            return new AppendResult.Failed(Reason.of(e));
        }
        if (most.allows(sink.position())) {
            return new AppendResult.Written();
        }
        lock.channel().truncate(start);
        sink.moveTo(start);
        return new AppendResult.Full(lock.dropFile() + ": would exceed " + most);
    }

    private static boolean isCut(FileChannel channel, long length) {
        try {
            channel.truncate(length);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
