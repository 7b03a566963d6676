package dmail.setup.ask;

/** What a person does when asked. */
public sealed interface Reply {
    /** Says something; empty text means the default. */
    record Text(String text) implements Reply {}

    /** Goes away. */
    record Gone() implements Reply {}
}
