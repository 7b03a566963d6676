package dmail.smtp.dns;

/**
 * An answer and its source.
 *
 * @param by for people, such as the address of a name server
 */
record SourcedAnswer(Answer answer, String by) {
    static SourcedAnswer failed(String why) {
        return new SourcedAnswer(new Answer.Failed(why), "nobody");
    }
}
