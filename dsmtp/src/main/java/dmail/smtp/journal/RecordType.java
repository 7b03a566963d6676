package dmail.smtp.journal;

import java.util.Optional;

/** What a record says. */
enum RecordType {
    /** An accepted message. */
    MESSAGE(1),
    /** Recipients of a message that are done. */
    DONE(2),
    /** A message whose sync failed; its client was told so, and it must not be delivered. */
    ABANDONED(3),
    /** A message again, whose record is in a segment that is to be released. */
    COPY(4);

    private final int code;

    RecordType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<RecordType> of(int code) {
        for (RecordType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
