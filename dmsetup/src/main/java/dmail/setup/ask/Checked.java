package dmail.setup.ask;

/** What became of an answer. */
public sealed interface Checked {
    /** It will do, in the form that is written down. */
    record Good(String value) implements Checked {}

    /** It will not do. */
    record Wrong(String why) implements Checked {}
}
