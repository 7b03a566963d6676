package dmail.smtp.report;

/** Builds text for people: lines of 72 characters, with CRLF. */
final class Paragraphs {
    private static final int WIDTH = 72;

    private final StringBuilder text = new StringBuilder();

    /** Adds words, wrapped and indented. */
    Paragraphs wrapped(int indent, String words) {
        String margin = " ".repeat(indent);
        StringBuilder line = new StringBuilder(margin);
        for (String word : words.split(" +", -1)) {
            if (line.length() > indent && line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append("\r\n");
                line = new StringBuilder(margin);
            }
            line.append(line.length() > indent ? " " : "").append(word);
        }
        text.append(line).append("\r\n");
        return this;
    }

    /** Adds one line as it is. */
    Paragraphs line(int indent, String words) {
        text.append(" ".repeat(indent)).append(words).append("\r\n");
        return this;
    }

    Paragraphs blank() {
        text.append("\r\n");
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
