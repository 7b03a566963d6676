package dmail.smtp.dns;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A good answer from before.
 *
 * @param since when it was last confirmed
 */
record LastGoodAnswer(List<RecordData> data, Instant since) {
    LastGoodAnswer {
        data = List.copyOf(data);
    }

    /** {@return the values as text} */
    String text() {
        return data.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
