package dmail.bench;

import java.io.IOException;

/** The session of a client that collects all messages and leaves them, each checked. */
final class PopFetch implements Dialogue {
    private enum Step {
        GREETING,
        USER,
        PASS,
        RETR,
        MESSAGE,
        QUIT
    }

    private final String user;
    private final int messages;
    private Step step = Step.GREETING;
    private int number;
    private boolean hasSubject;
    private int bodyLines;
    private long octets;

    /**
     * Collects.
     *
     * @param messages how many are there
     */
    PopFetch(String user, int messages) {
        this.user = user;
        this.messages = messages;
    }

    /** {@return octets of the messages so far} */
    long octets() {
        return octets;
    }

    @Override
    public Next heard(byte[] line, int start, int end) throws IOException {
        if (step == Step.MESSAGE) {
            return message(line, start, end);
        }
        if (line[start] != '+') {
            throw new IOException(user + ", " + step + ": " + Dialogue.text(line, start, end));
        }
        return switch (step) {
            case GREETING -> say(Step.USER, "USER " + user);
            case USER -> say(Step.PASS, "PASS " + Boxes.PASSWORD);
            case PASS -> next();
            case RETR -> {
                step = Step.MESSAGE;
                yield LISTEN;
            }
            case MESSAGE -> throw new IllegalStateException();
            case QUIT -> END;
        };
    }

    private Next message(byte[] line, int start, int end) throws IOException {
        if (end - start == 3 && line[start] == '.') {
            if (!hasSubject || bodyLines != Boxes.BODY_LINES) {
                throw new IOException(user + ": message " + number + " is damaged");
            }
            return next();
        }
        octets += end - start;
        if (Boxes.isBodyLine(line, start, end)) {
            bodyLines++;
        } else if (bodyLines > 0) {
            throw new IOException(user + ": message " + number + " has a strange line");
        } else if (line[start] == 'S') {
            hasSubject |=
                    Dialogue.text(line, start, end).equals(Boxes.subject(number - 1) + "\r\n");
        }
        return LISTEN;
    }

    private Next next() {
        hasSubject = false;
        bodyLines = 0;
        number++;
        return number <= messages ? say(Step.RETR, "RETR " + number) : say(Step.QUIT, "QUIT");
    }

    private Next say(Step next, String command) {
        step = next;
        return Dialogue.say(command);
    }
}
