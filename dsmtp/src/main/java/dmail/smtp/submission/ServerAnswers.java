package dmail.smtp.submission;

import java.util.ArrayList;
import java.util.List;

/**
 * The server's replies in a session.
 *
 * @param replies the first line of each
 */
record ServerAnswers(List<String> replies) {
    /** After those to connection, EHLO and MAIL. */
    static final int FIRST_RCPT = 3;

    private static final String NOTHING = "500 no message in it";

    ServerAnswers {
        replies = List.copyOf(replies);
    }

    static ServerAnswers parse(String text) {
        List<String> replies = new ArrayList<>();
        boolean begins = true;
        for (String line : text.lines().toList()) {
            if (begins) {
                replies.add(line.replaceFirst("^(\\d{3})-", "$1 "));
            }
            begins = line.length() < 4 || line.charAt(3) != '-';
        }
        return new ServerAnswers(replies);
    }

    /** {@return whether that reply is a refusal, or missing} */
    boolean isRefusal(int index) {
        return text(index).startsWith("4") || text(index).startsWith("5");
    }

    String text(int index) {
        return index < replies.size() ? replies.get(index) : firstRefusal();
    }

    /** {@return the first refusal, temporary ones before others} */
    String firstRefusal() {
        return replies.stream()
                .filter(reply -> reply.startsWith("4"))
                .findFirst()
                .or(() -> replies.stream().filter(reply -> reply.startsWith("5")).findFirst())
                .orElse(NOTHING);
    }
}
