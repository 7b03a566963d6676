package dmail.smtp.dns;

/** Answers DNS questions; blocks meanwhile. Thread-safe. */
interface Resolver {
    /** {@return the answer, which may be a failure} */
    SourcedAnswer ask(Question question);
}
