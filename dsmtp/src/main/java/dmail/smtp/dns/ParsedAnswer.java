package dmail.smtp.dns;

import java.time.Duration;

/** What one message of a name server says. */
sealed interface ParsedAnswer {
    /** The answer. */
    record Complete(Answer answer) implements ParsedAnswer {}

    /**
     * A CNAME whose target the message says nothing about.
     *
     * @param life how long the CNAME may be cached
     */
    record Continues(String name, Duration life) implements ParsedAnswer {}

    /**
     * A failure or refusal of this server; another one may answer.
     *
     * @param why a clause about the server
     */
    record Useless(String why) implements ParsedAnswer {}
}
