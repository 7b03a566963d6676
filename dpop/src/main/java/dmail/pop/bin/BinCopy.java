package dmail.pop.bin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Copies what is worth keeping of a data file into a new one, and leaves the rest behind. */
public final class BinCopy {
    private final BinFile from;
    private final BinWriter to;
    private final BooleanSupplier goesOn;

    private BinCopy(BinFile from, BinWriter to, BooleanSupplier goesOn) {
        this.from = from;
        this.to = to;
        this.goesOn = goesOn;
    }

    /**
     * Copies the living messages, and the deleted ones that the drop file may hold as well.
     *
     * @param goesOn asked before each message
     * @return where the living messages lie now; fewer than there are when it was told to stop
     */
    public static List<BinMessage> write(
            BinFile from, BinContent content, BinFile to, BooleanSupplier goesOn)
            throws IOException {
        BinWriter writer = to.writer(BinFile.begin());
        List<BinMessage> copied = new BinCopy(from, writer, goesOn).write(content);
        writer.flush();
        return copied;
    }

    private List<BinMessage> write(BinContent content) throws IOException {
        Set<BinMessage> living = new HashSet<>(content.living());
        Set<BinMessage> doubtful = new HashSet<>(content.doubtful());
        List<BinMessage> copied = new ArrayList<>(living.size());
        for (BinMessage message : content.living()) {
            if (!doubtful.contains(message) && goesOn.getAsBoolean()) {
                copied.add(to.copy(from, message));
            }
        }
        to.settled();
        List<Long> dead = new ArrayList<>();
        for (BinMessage message : content.doubtful()) {
            BinMessage copy = to.copy(from, message);
            if (living.contains(message)) {
                copied.add(copy);
            } else {
                dead.add(copy.start());
            }
        }
        if (!dead.isEmpty()) {
            to.deleted(dead);
        }
        return copied;
    }
}
