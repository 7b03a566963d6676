package dmail.smtp.dns;

import java.time.Duration;
import java.util.List;

/** What DNS says to a question. */
sealed interface Answer {
    /** How long a failure is believed, so that not each message waits for it anew. */
    Duration LIFE_OF_A_FAILURE = Duration.ofSeconds(30);

    /** There are such records; at least one. */
    record Found(List<RecordData> data, Duration life) implements Answer {
        public Found {
            data = List.copyOf(data);
        }
    }

    /** The name exists, but has no such record. */
    record Nothing(Duration life) implements Answer {}

    /** The name doesn't exist. */
    record NoSuchName(Duration life) implements Answer {}

    /** Nobody could tell. */
    record Failed(String why) implements Answer {
        @Override
        public Duration life() {
            return LIFE_OF_A_FAILURE;
        }
    }

    /** {@return how long it may be kept} */
    Duration life();
}
