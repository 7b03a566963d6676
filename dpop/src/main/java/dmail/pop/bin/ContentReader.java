package dmail.pop.bin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Goes through all records of a data file. What was appended behind the last {@link
 * BinRecord.Settled} may have reached the disk in any order or not at all, so there each message is
 * compared with its check.
 */
final class ContentReader {
    private final BinFile file;
    private final RecordReader reader;
    private final long size;
    private final Map<Long, BinMessage> living = new LinkedHashMap<>();
    private final Map<Long, BinMessage> doubtful = new LinkedHashMap<>();
    private boolean gapSinceSettled;
    private boolean damaged;

    ContentReader(BinFile file, RecordReader reader, long size) {
        this.file = file;
        this.reader = reader;
        this.size = size;
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

    private void take(BinRecord record) {
        switch (record) {
            case BinRecord.Message(BinMessage message) -> {
                living.put(message.start(), message);
                doubtful.put(message.start(), message);
            }
            case BinRecord.Deleted(List<Long> starts, _) -> starts.forEach(living::remove);
            case BinRecord.Settled _ -> {
                doubtful.clear();
                damaged |= gapSinceSettled;
                gapSinceSettled = false;
            }
            case BinRecord.Returning _ -> doubtful.putAll(living);
        }
    }

    private BinContent result(long end) throws IOException {
        List<BinMessage> bad = new ArrayList<>();
        for (BinMessage message : doubtful.values()) {
            if (!file.isWhole(message)) {
                bad.add(message);
            }
        }
        long kept = bad.isEmpty() ? end : withoutBadTail(end, bad);
        boolean ragged = gapSinceSettled || bad.stream().anyMatch(m -> m.start() < kept);
        bad.forEach(message -> {
            living.remove(message.start());
            doubtful.remove(message.start());
        });
        return new BinContent(
                List.copyOf(living.values()),
                List.copyOf(doubtful.values()),
                kept,
                state(ragged, kept));
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

    /** {@return where the last record ends that has no bad message, and nothing else, behind it} */
    private static long withoutBadTail(long end, List<BinMessage> bad) {
        long kept = end;
        for (int i = bad.size() - 1; i >= 0 && bad.get(i).end() == kept; i--) {
            kept = bad.get(i).start();
        }
        return kept;
    }
}
