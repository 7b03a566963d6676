package dmail.smtp.dns;

/** Answers questions; blocks while it finds out. Safe for many threads. */
interface Resolver {
    /** {@return the answer; a failure is an answer, too} */
    SourcedAnswer ask(Question question);
}
