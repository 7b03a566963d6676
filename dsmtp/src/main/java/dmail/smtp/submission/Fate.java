package dmail.smtp.submission;

/** What is to become of one file of left mail. */
sealed interface Fate {
    /** It is removed: the message is ours, or its sender was told why not. */
    record Settled() implements Fate {}

    /** It is tried again. */
    record Waits() implements Fate {}

    /** Nobody can have been promised that it is safe. */
    record NoMail(String why) implements Fate {}

    /** It may be mail that somebody has to look after. */
    record Doubtful(String why) implements Fate {}
}
