package dmail.pop.bin;

import java.util.List;

/**
 * What a data file holds.
 *
 * @param living the messages, in the order in which they came
 * @param doubtful messages, living or deleted, that the drop file may hold as well
 * @param end offset behind the last record
 * @param state how the file itself is
 */
public record BinContent(
        List<BinMessage> living, List<BinMessage> doubtful, long end, State state) {
    public BinContent {
        living = List.copyOf(living);
        doubtful = List.copyOf(doubtful);
    }

    /** What there is besides whole records. */
    public enum State {
        /** Nothing. */
        WHOLE,

        /** A part of what was being appended when all stopped, at the end. */
        TORN,

        /** The same, with records behind it that reached the disk earlier. */
        RAGGED,

        /** Octets that had been safe are not what they were: the disk has changed them. */
        DAMAGED
    }
}
