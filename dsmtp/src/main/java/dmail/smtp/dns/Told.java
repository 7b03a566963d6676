package dmail.smtp.dns;

/**
 * An answer and where it comes from.
 *
 * @param by words for people, such as the address of a name server
 */
record Told(Answer answer, String by) {
    static Told failed(String why) {
        return new Told(new Answer.Failed(why), "nobody");
    }
}
