package dmail.pop.binstore;

import dmail.common.memory.MemoryReservation;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads all records of a data file. What was appended after the last {@link BinRecord.Settled} may
 * have reached the disk in any order or not at all, so the check sum of each message there is
 * verified.
 */
final class ContentReader {
    private final BinFile file;
    private final RecordReader reader;
    private final long size;
    private final Offsets starts;
    private final BitSet live = new BitSet();
    private final BitSet doubtful = new BitSet();
    private boolean gapSinceSettled;
    private boolean damaged;

    ContentReader(BinFile file, RecordReader reader, long size, MemoryReservation memory) {
        this.file = file;
        this.reader = reader;
        this.size = size;
        this.starts = new Offsets(memory);
    }

    BinContent read() throws IOException {
        long end = RecordFormat.HEAD;
        long position = end;
        while (position < size) {
            Optional<BinRecord> record = reader.at(position);
            if (record.isPresent()) {
                take(record.get());
                position = record.get().end();
                end = position;
            } else {
                OptionalLong next = reader.next(position + 1);
                if (next.isEmpty()) {
                    break;
                }
                gapSinceSettled = true;
                position = next.getAsLong();
            }
        }
        return result(end);
    }

    private void take(BinRecord record) throws IOException {
        switch (record) {
            case BinRecord.Message(BinMessage message) -> {
                live.set(starts.count());
                doubtful.set(starts.count());
                starts.add(message.start());
            }
            case BinRecord.Deleted(LongBuffer gone, _) -> delete(gone);
            case BinRecord.Settled _ -> {
                doubtful.clear();
                damaged |= gapSinceSettled;
                gapSinceSettled = false;
            }
            case BinRecord.Returning _ -> doubtful.or(live);
        }
    }

    private void delete(LongBuffer gone) {
        while (gone.hasRemaining()) {
            int index = starts.indexOf(gone.get());
            if (index >= 0) {
                live.clear(index);
            }
        }
    }

    private BinContent result(long end) throws IOException {
        BitSet bad = new BitSet();
        for (int i = doubtful.nextSetBit(0); i >= 0; i = doubtful.nextSetBit(i + 1)) {
            if (!file.isWhole(file.message(starts.get(i)))) {
                bad.set(i);
            }
        }
        long kept = bad.isEmpty() ? end : withoutBadTail(end, bad);
        int first = bad.nextSetBit(0);
        boolean ragged = gapSinceSettled || (first >= 0 && starts.get(first) < kept);
        live.andNot(bad);
        doubtful.andNot(bad);
        return new BinContent(starts, live, doubtful, kept, state(ragged, kept));
    }

    private BinContent.State state(boolean ragged, long kept) {
        if (damaged) {
            return BinContent.State.DAMAGED;
        }
        if (ragged) {
            return BinContent.State.RAGGED;
        }
        return kept < size ? BinContent.State.TORN : BinContent.State.WHOLE;
    }

    /** {@return the end of the last record that no bad message and nothing else follows} */
    private long withoutBadTail(long end, BitSet bad) throws IOException {
        long kept = end;
        for (int i = bad.length() - 1; i >= 0; i = bad.previousSetBit(i - 1)) {
            if (file.message(starts.get(i)).end() != kept) {
                return kept;
            }
            kept = starts.get(i);
        }
        return kept;
    }
}
