package dmail.smtp.dns;

import java.time.Duration;

/** What one message of a name server is good for. */
sealed interface ParsedAnswer {
    /** It answers the question. */
    record Complete(Answer answer) implements ParsedAnswer {}

    /**
     * The name is another name for this one, of which the message says no more.
     *
     * @param life how long that may be believed
     */
    record Continues(String name, Duration life) implements ParsedAnswer {}

    /**
     * The server can't or won't tell; another one may.
     *
     * @param why a clause about the server
     */
    record Useless(String why) implements ParsedAnswer {}
}
