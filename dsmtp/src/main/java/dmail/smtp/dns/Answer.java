package dmail.smtp.dns;

import java.time.Duration;
import java.util.List;

/** The answer to a DNS question. */
sealed interface Answer {
    /** How long a failure is cached, so that not every message waits for it. */
    Duration LIFE_OF_A_FAILURE = Duration.ofSeconds(30);

    /** The records; at least one. */
    record Found(List<RecordData> data, Duration life) implements Answer {
        public Found {
            data = List.copyOf(data);
        }
    }

    /** NODATA: the name exists, but has no such record. */
    record Nothing(Duration life) implements Answer {}

    /** NXDOMAIN: the name doesn't exist. */
    record NoSuchName(Duration life) implements Answer {}

    /** The look-up failed. */
    record Failed(String why) implements Answer {
        @Override
        public Duration life() {
            return LIFE_OF_A_FAILURE;
        }
    }

    /** {@return how long it may be cached} */
    Duration life();
}
