package dmail.common.mbox;

import dmail.common.dropfile.DropLock;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells after a crash which messages have arrived: those in the drop file, and those collected from
 * it since.
 */
public final class Arrivals {
    private final CollectedLedger collected;

    public Arrivals(CollectedLedger collected) {
        this.collected = collected;
    }

    /**
     * {@return the entries that needn't be appended again, a set by identity} Incomplete remains of
     * the others are cut off.
     *
     * <p>Two equal entries, one message for two recipients with the same mailbox, must be there
     * twice.
     */
    public Set<MboxEntry> there(DropLock lock, List<MboxEntry> entries) throws IOException {
        if (entries.isEmpty()) {
            return Set.of();
        }
        TailRepair.cutNuls(lock.channel());
        Set<MboxEntry> there = EntrySearch.there(lock, entries);
        Set<String> missing =
                entries.stream()
                        .filter(entry -> !there.contains(entry))
                        .map(MboxEntry::id)
                        .collect(Collectors.toSet());
        Set<String> taken = collected.among(lock.dropFile(), missing);
        entries.stream().filter(entry -> taken.contains(entry.id())).forEach(there::add);
        return there;
    }
}
