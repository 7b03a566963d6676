package dmail.smtp.journal;

import dmail.smtp.message.FileBody;
import dmail.smtp.message.WorkFolders;
import dmail.smtp.queuefile.CorruptFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads the segments of an earlier run and finds the messages that aren't done.
 *
 * <p>It reads backwards, newest record first: the DONE records of a message come before the message
 * itself, so only undone messages are kept in memory.
 */
final class Replay {
    private final WorkFolders folders;
    private final JournalSize size;
    private final CorruptFolder corrupt;
    private final JournalLog log;
    private final Map<Long, BitSet> done = new HashMap<>();
    private final Set<Long> abandoned = new HashSet<>();

    /** Messages of which a copy was read; what is older of them no longer counts. */
    private final Set<Long> copied = new HashSet<>();

    private final List<JournalEntry> entries = new ArrayList<>();
    private final Deque<Segment> segments = new ArrayDeque<>();
    private long lastSequence;
    private long lastGroup;

    Replay(WorkFolders folders, JournalSize size, JournalLog log) {
        this.folders = folders;
        this.size = size;
        this.corrupt = new CorruptFolder(folders.corrupt());
        this.log = log;
    }

    /**
     * The result.
     *
     * @param entries in the order of acceptance
     * @param segments oldest first
     */
    record Result(
            List<JournalEntry> entries,
            Deque<Segment> segments,
            long lastSequence,
            long lastGroup) {
        Result {
            entries = List.copyOf(entries);
        }
    }

    /** Reads all segments; damaged parts are set aside. */
    Result run(List<FoundSegment> found, Disk disk) throws IOException {
        for (FoundSegment segment : found.reversed()) {
            read(segment, disk);
        }
        entries.sort(Comparator.comparingLong(JournalEntry::number));
        log.replayed(entries.size());
        return new Result(entries, segments, lastSequence, lastGroup);
    }

    private void read(FoundSegment found, Disk disk) throws IOException {
        ByteBuffer octets = octetsOf(found, disk);
        SegmentContents contents = SegmentContents.of(octets, found.header().nonce());
        boolean goesOn = contents.isSound() && octets.limit() == size.segment();
        Segment segment =
                new Segment(
                        disk.open(found.path()),
                        found.header(),
                        goesOn ? contents.end() : size.segment());
        segments.addFirst(segment);
        for (SegmentContents.Damage damage : contents.damages()) {
            keep(found, octets, damage);
        }
        for (SegmentContents.Found record : contents.records().reversed()) {
            lastSequence = Math.max(lastSequence, record.header().sequence());
            lastGroup = Math.max(lastGroup, record.header().group());
            read(found, segment, octets, record);
        }
    }

    private static ByteBuffer octetsOf(FoundSegment found, Disk disk) throws IOException {
        try {
            return disk.read(found.path(), Integer.MAX_VALUE);
        } catch (IOException failure) {
            throw new UnreadableSegmentException(found.path(), failure);
        }
    }

    private void keep(FoundSegment found, ByteBuffer octets, SegmentContents.Damage damage)
            throws IOException {
        Path kept =
                corrupt.keep(
                        "journal-%d-%d".formatted(found.header().number(), damage.index()),
                        octets.slice(damage.index(), damage.length()));
        if (damage.last()) {
            log.torn(found.path(), damage.index(), kept);
        } else {
            log.damaged(found.path(), damage.index(), damage.length(), kept);
        }
    }

    private void read(
            FoundSegment found, Segment segment, ByteBuffer octets, SegmentContents.Found record)
            throws IOException {
        ByteBuffer payload = octets.slice(record.payload(), record.header().length());
        boolean understood =
                switch (record.header().type()) {
                    case MESSAGE ->
                            message(segment, record, record.header().sequence(), payload, 0);
                    case COPY -> copy(segment, record, payload);
                    case DONE, ABANDONED -> note(record.header().type(), payload);
                };
        if (!understood) {
            int length = RecordHeader.SIZE + record.header().length();
            keep(found, octets, new SegmentContents.Damage(record.index(), length, false));
        }
    }

    private boolean note(RecordType type, ByteBuffer payload) {
        return DoneRecord.parse(payload)
                .map(note -> {
                    note(type, note);
                    return note;
                })
                .isPresent();
    }

    private void note(RecordType type, DoneRecord note) {
        if (type == RecordType.ABANDONED) {
            abandoned.add(note.message());
        } else {
            BitSet recipientIndexes = done.computeIfAbsent(note.message(), _ -> new BitSet());
            note.recipients().forEach(recipientIndexes::set);
        }
    }

    private boolean copy(Segment segment, SegmentContents.Found record, ByteBuffer payload)
            throws IOException {
        Optional<CopyRecord> copy = CopyRecord.parse(payload);
        if (copy.isEmpty()) {
            return false;
        }
        DoneRecord before = copy.get().done();
        if (!copied.contains(before.message())) {
            note(RecordType.DONE, before);
        }
        boolean understood =
                message(segment, record, before.message(), payload, copy.get().message());
        if (understood) {
            copied.add(before.message());
        }
        return understood;
    }

    /**
     * Reads a message.
     *
     * @param number of the message
     * @param start where it begins in the payload
     */
    private boolean message(
            Segment segment,
            SegmentContents.Found record,
            long number,
            ByteBuffer payload,
            int start)
            throws IOException {
        Optional<MessageForm.Parsed> message =
                MessageForm.parse(payload.slice(start, payload.limit() - start));
        if (copied.contains(number)) {
            done.remove(number);
        } else if (message.isPresent()) {
            message(segment, record, number, message.get(), record.payload() + start);
        }
        return message.isPresent();
    }

    private void message(
            Segment segment,
            SegmentContents.Found record,
            long number,
            MessageForm.Parsed message,
            int start)
            throws IOException {
        List<Integer> recipients = undone(number, message.envelope().recipients().size());
        if (recipients.isEmpty()) {
            return;
        }
        FileBody body = bodyOf(segment, start, message);
        if (message.spilled() && !isWhole(body)) {
            log.bodyGone(message.envelope().id().text());
            return;
        }
        JournalEntry entry =
                JournalEntry.of(number, message.envelope(), body, message.spilled(), recipients);
        entry.isIn(segment, RecordHeader.SIZE + record.header().length());
        entries.add(entry);
    }

    private List<Integer> undone(long sequence, int recipients) {
        BitSet served = done.getOrDefault(sequence, new BitSet());
        done.remove(sequence);
        return abandoned.remove(sequence)
                ? List.of()
                : IntStream.range(0, recipients)
                        .filter(index -> !served.get(index))
                        .boxed()
                        .toList();
    }

    private FileBody bodyOf(Segment segment, int start, MessageForm.Parsed message) {
        return message.spilled()
                ? new FileBody(
                        folders.spool().resolve(message.envelope().id().text()),
                        0,
                        message.bodyLength())
                : new FileBody(
                        segment.file().path(), start + message.inlineBody(), message.bodyLength());
    }

    /**
     * When it can't be checked now, the start fails: to assume that the body is gone would lose
     * mail.
     */
    private static boolean isWhole(FileBody body) throws IOException {
        Path file = body.file();
        try {
            BasicFileAttributes facts =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return facts.isRegularFile() && facts.size() == body.length();
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException failure) {
            throw new UnreadableSegmentException(file, failure);
        }
    }
}
