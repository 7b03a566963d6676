package dmail.pop.maildrop;

/** What a line of an mbox file is, told from its octets. */
final class MboxText {
    private MboxText() {}

    static boolean isEmptyLine(byte[] buffer, int start, int end) {
        return buffer[start] == '\n'
                || (end - start == 2 && buffer[start] == '\r' && buffer[start + 1] == '\n');
    }

    /** {@return whether the line starts with an ASCII word, in any letter case} */
    static boolean startsWith(byte[] buffer, int start, int end, byte[] word) {
        if (end - start < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (lower(buffer[start + i]) != lower(word[i])) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
    }
}
