package dmail.pop.binstore;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/** Copies the messages of a data file that are still needed to a new one. */
public final class BinCopy {
    private final BinFile from;
    private final BinWriter to;
    private final BooleanSupplier goesOn;
    private final BinContent.Visitor copied;
    private int count;

    private BinCopy(BinFile from, BinWriter to, BooleanSupplier goesOn, BinContent.Visitor copied) {
        this.from = from;
        this.to = to;
        this.goesOn = goesOn;
        this.copied = copied;
    }

    /**
     * Copies the live messages, and the deleted ones that may also be in the drop file.
     *
     * @param goesOn asked before each message whether to continue
     * @param copied gets the live messages with their new offsets
     * @return how many these are; fewer than there are if it was stopped
     */
    public static int write(
            BinFile from,
            BinContent content,
            BinFile to,
            BooleanSupplier goesOn,
            BinContent.Visitor copied)
            throws IOException {
        BinWriter writer = to.writer(BinFile.begin());
        BinCopy copy = new BinCopy(from, writer, goesOn, copied);
        copy.write(content);
        writer.flush();
        return copy.count;
    }

    private void write(BinContent content) throws IOException {
        content.eachLive(
                from,
                message -> {
                    if (!content.isDoubtful(message) && goesOn.getAsBoolean()) {
                        live(to.copy(from, message));
                    }
                });
        to.settled();
        LongStream.Builder dead = LongStream.builder();
        content.eachDoubtful(
                from,
                message -> {
                    BinMessage copy = to.copy(from, message);
                    if (content.isLive(message)) {
                        live(copy);
                    } else {
                        dead.add(copy.start());
                    }
                });
        long[] deadStarts = dead.build().toArray();
        if (deadStarts.length > 0) {
            to.deleted(deadStarts);
        }
    }

    private void live(BinMessage copy) throws IOException {
        copied.message(copy);
        count++;
    }
}
