package dmail.common.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request on the control socket: the form of the reply, then the words of the command, separated
 * by blanks, in one line of UTF-8. A word may be in double quotes; in these, {@code \} stands
 * before a quote or another {@code \}: {@code json address "bob@acme.example"}.
 *
 * @param form of the reply
 * @param commandLine the command and its arguments
 */
record RequestLine(ReplyForm form, List<String> commandLine) {
    /** Octets of a request without its LF. */
    static final int LONGEST = 4096;

    RequestLine {
        commandLine = List.copyOf(commandLine);
    }

    /** {@return the line without its LF} */
    String line() {
        StringBuilder line = new StringBuilder(form == ReplyForm.JSON ? "json" : "text");
        for (String word : commandLine) {
            line.append(" \"");
            line.append(word.replace("\\", "\\\\").replace("\"", "\\\""));
            line.append('"');
        }
        return line.toString();
    }

    /** {@return the request, or empty when the line is invalid} */
    static Optional<RequestLine> parse(String line) {
        return commandLine(line)
                .filter(commandLine -> !commandLine.isEmpty())
                .flatMap(RequestLine::of);
    }

    private static Optional<RequestLine> of(List<String> commandLine) {
        List<String> command = commandLine.subList(1, commandLine.size());
        return switch (commandLine.getFirst()) {
            case "text" -> Optional.of(new RequestLine(ReplyForm.TEXT, command));
            case "json" -> Optional.of(new RequestLine(ReplyForm.JSON, command));
            default -> Optional.empty();
        };
    }

    /** Empty when a quote isn't closed or the text has a control character. */
    private static Optional<List<String>> commandLine(String line) {
        List<String> commandLine = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            if (line.charAt(at) == ' ') {
                at++;
                continue;
            }
            StringBuilder word = new StringBuilder();
            at = line.charAt(at) == '"' ? quoted(line, at + 1, word) : plain(line, at, word);
            if (at < 0) {
                return Optional.empty();
            }
            commandLine.add(word.toString());
        }
        return Optional.of(commandLine);
    }

    private static int plain(String line, int start, StringBuilder word) {
        int at = start;
        while (at < line.length() && line.charAt(at) != ' ') {
            if (Character.isISOControl(line.charAt(at))) {
                return -1;
            }
            word.append(line.charAt(at++));
        }
        return at;
    }

    /** {@return the index after the closing quote, -1 when there is none} */
    private static int quoted(String line, int start, StringBuilder word) {
        int at = start;
        while (at < line.length() && line.charAt(at) != '"') {
            if (line.charAt(at) == '\\') {
                at++;
            }
            if (at == line.length() || Character.isISOControl(line.charAt(at))) {
                return -1;
            }
            word.append(line.charAt(at++));
        }
        return at < line.length() ? at + 1 : -1;
    }
}
