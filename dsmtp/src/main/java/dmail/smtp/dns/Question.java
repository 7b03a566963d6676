package dmail.smtp.dns;

/**
 * A DNS question.
 *
 * @param name in lower case, without the final dot
 */
record Question(DnsRecordType kind, String name) {
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
