package dmail.pop.mbox;

/** What a line of an mbox file is, told from its octets. */
final class MboxText {
    private MboxText() {}

    static boolean isEmptyLine(byte[] buffer, int start, int end) {
        return buffer[start] == '\n'
                || (end - start == 2 && buffer[start] == '\r' && buffer[start + 1] == '\n');
    }
}
