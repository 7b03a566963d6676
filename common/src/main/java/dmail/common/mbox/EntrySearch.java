package dmail.common.mbox;

import dmail.common.dropfile.DropLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out after a crash which messages a drop file has, and cuts off those that are incomplete.
 *
 * <p>A message counts as found when its queue id is in the uppermost Received header and all its
 * octets follow. Only messages that can be appended again are cut off, and only if nothing else
 * follows them.
 */
final class EntrySearch {
    private final FileChannel channel;
    private final Missing missing;
    private final List<Find> finds = new ArrayList<>();

    /** A message in the drop file, and the entry that it is. */
    private record Find(long start, EntryMatch match, Optional<MboxEntry> entry) {
        static Find stranger(long start) {
            return new Find(start, EntryMatch.OTHER, Optional.empty());
        }
    }

    private EntrySearch(FileChannel channel, List<MboxEntry> entries) {
        this.channel = channel;
        this.missing = new Missing(entries);
    }

    /** The entries that have not been found complete yet. */
    private static final class Missing {
        private final Map<String, Deque<MboxEntry>> byId = new LinkedHashMap<>();

        Missing(List<MboxEntry> entries) {
            for (MboxEntry entry : entries) {
                byId.computeIfAbsent(entry.id(), _ -> new ArrayDeque<>(1)).add(entry);
            }
        }

        Optional<MboxEntry> withId(String id) {
            return Optional.ofNullable(byId.get(id)).map(Deque::getFirst);
        }

        void remove(MboxEntry found) {
            Deque<MboxEntry> alike = byId.get(found.id());
            if (alike != null && alike.size() > 1) {
                alike.removeFirst();
            } else {
                byId.remove(found.id());
            }
        }

        List<MboxEntry> all() {
            return byId.values().stream().flatMap(Deque::stream).toList();
        }
    }

    /** {@return those of the entries that are in the drop file, by identity} */
    static Set<MboxEntry> there(DropLock lock, List<MboxEntry> entries) throws IOException {
        EntrySearch search = new EntrySearch(lock.channel(), entries);
        search.lookAtMessages();
        search.lookAtTail();
        search.lookAtHoles();
        return search.cutTorn();
    }

    private void lookAtMessages() throws IOException {
        MessageHeads heads = MessageHeads.of(channel);
        for (int i = 0; i < heads.count(); i++) {
            finds.add(lookAt(heads.start(i), heads.queueId(i)));
        }
    }

    private Find lookAt(long start, Optional<String> id) throws IOException {
        Optional<MboxEntry> entry = id.flatMap(missing::withId);
        if (entry.isEmpty()) {
            return Find.stranger(start);
        }
        EntryMatch match = EntryMatch.of(channel, start, entry.get());
        if (match == EntryMatch.WHOLE) {
            missing.remove(entry.get());
        }
        return new Find(start, match, entry);
    }

    /** The last write may have been cut short even before the queue id. */
    private void lookAtTail() throws IOException {
        if (!finds.isEmpty() && finds.getLast().entry().isEmpty()) {
            finds.add(lookAtTorn(finds.removeLast().start()));
        }
        long tail = TailRepair.startOfTornLine(channel);
        if (tail < channel.size()) {
            Find line = lookAtTorn(tail);
            if (line.entry().isPresent()) {
                finds.add(line);
            }
        }
    }

    private Find lookAtTorn(long start) throws IOException {
        for (MboxEntry entry : missing.all()) {
            if (EntryMatch.of(channel, start, entry) == EntryMatch.TORN) {
                return new Find(start, EntryMatch.TORN, Optional.of(entry));
            }
        }
        return Find.stranger(start);
    }

    /**
     * A hole counts as an incomplete write only if missing entries fit it exactly, up to the next
     * message.
     */
    private void lookAtHoles() throws IOException {
        List<MboxEntry> left = missing.all();
        if (left.isEmpty()) {
            return;
        }
        Holes holes = new Holes(channel);
        Set<Long> ends = new HashSet<>(Set.of(channel.size()));
        long lastOfOthers = 0;
        for (Find find : finds) {
            ends.add(find.start());
            lastOfOthers = find.match() == EntryMatch.OTHER ? find.start() : lastOfOthers;
        }
        for (long start : holes.startsBehind(lastOfOthers)) {
            if (ends.contains(holes.endOf(start, left))) {
                finds.add(new Find(start, EntryMatch.TORN, Optional.of(left.getFirst())));
            }
        }
        finds.sort(Comparator.comparingLong(Find::start));
    }

    /** Cuts off incomplete messages; {@return the entries that are complete} */
    private Set<MboxEntry> cutTorn() throws IOException {
        int kept = finds.size();
        for (int i = finds.size() - 1; i >= 0 && finds.get(i).match() != EntryMatch.OTHER; i--) {
            kept = finds.get(i).match() == EntryMatch.TORN ? i : kept;
        }
        if (kept < finds.size()) {
            channel.truncate(finds.get(kept).start());
        }
        Set<MboxEntry> there = Collections.newSetFromMap(new IdentityHashMap<>());
        finds.stream()
                .limit(kept)
                .filter(find -> find.match() == EntryMatch.WHOLE)
                .forEach(find -> find.entry().ifPresent(there::add));
        return there;
    }
}
