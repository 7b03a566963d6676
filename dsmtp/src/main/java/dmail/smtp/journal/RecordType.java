package dmail.smtp.journal;

import java.util.Optional;

/** What a record says. */
enum RecordType {
    /** A message was accepted. */
    MESSAGE(1),
    /** Recipients of a message need nothing more of the journal. */
    DONE(2),
    /** The sync of a message failed and its client was told so: it is not ours. */
    ABANDONED(3);

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
