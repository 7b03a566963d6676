package dmail.smtp.dns;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A good answer of former times.
 *
 * @param since when it was given last
 */
record LastGoodAnswer(List<RecordData> data, Instant since) {
    LastGoodAnswer {
        data = List.copyOf(data);
    }

    /** {@return the values as people read them} */
    String text() {
        return data.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
