package dmail.bench;

import java.io.IOException;

/** The session of a client that looks for new mail: login, STAT, UIDL, QUIT. */
final class PopVisit implements Dialogue {
    private enum Step {
        GREETING,
        USER,
        PASS,
        STAT,
        UIDL,
        LISTING,
        QUIT
    }

    private final String user;
    private final int messages;
    private final long begun = System.nanoTime();
    private Step step = Step.GREETING;
    private int listed;
    private long login;

    /**
     * Begins now.
     *
     * @param messages how many must be there
     */
    PopVisit(String user, int messages) {
        this.user = user;
        this.messages = messages;
    }

    /** {@return nanoseconds from the start until the login was answered} */
    long login() {
        return login;
    }

    @Override
    public Next heard(byte[] line, int start, int end) throws IOException {
        if (step == Step.LISTING) {
            return listing(line[start] == '.');
        }
        if (line[start] != '+') {
            throw new IOException(user + ", " + step + ": " + Dialogue.text(line, start, end));
        }
        return switch (step) {
            case GREETING -> say(Step.USER, "USER " + user);
            case USER -> say(Step.PASS, "PASS " + Boxes.PASSWORD);
            case PASS -> {
                login = System.nanoTime() - begun;
                yield say(Step.STAT, "STAT");
            }
            case STAT -> {
                check(Dialogue.text(line, start, end).startsWith("+OK " + messages + " "), "STAT");
                yield say(Step.UIDL, "UIDL");
            }
            case UIDL -> {
                step = Step.LISTING;
                yield LISTEN;
            }
            case LISTING -> throw new IllegalStateException();
            case QUIT -> END;
        };
    }

    private Next listing(boolean last) throws IOException {
        if (!last) {
            listed++;
            return LISTEN;
        }
        check(listed == messages, "UIDL");
        return say(Step.QUIT, "QUIT");
    }

    private void check(boolean right, String command) throws IOException {
        if (!right) {
            throw new IOException(user + ": " + command + " has another number of messages");
        }
    }

    private Next say(Step next, String command) {
        step = next;
        return Dialogue.say(command);
    }
}
