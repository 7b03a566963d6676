package dmail.smtp.dns;

/**
 * What DNS is asked.
 *
 * @param name in lower case, without the last dot
 */
record Question(DnsRecordType kind, String name) {
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
