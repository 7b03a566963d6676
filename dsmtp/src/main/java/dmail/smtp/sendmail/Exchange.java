package dmail.smtp.sendmail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The state of a {@code -bs} session: what the program asked and dsmtp answered, which tells
 * whether the next octets are commands or a message. Used by the threads of both directions.
 */
final class Exchange {
    /** What awaits a reply. */
    enum Asked {
        MAIL,
        DATA,
        /** A chunk that is not the last. */
        CHUNK,
        /** The end of a message: a dot alone, or the last chunk. */
        MESSAGE_END,
        /** Commands that end a transaction. */
        RESET,
        /** Other commands, and the greeting. */
        OTHER
    }

    private static final int START_MAIL = 354;

    private final Deque<Asked> waiting = new ArrayDeque<>(List.of(Asked.OTHER));
    private boolean underWay;
    private boolean inputEnded;
    private boolean over;
    private int lastCode;

    synchronized void asked(Asked what) {
        waiting.addLast(what);
    }

    synchronized void answered(int code) {
        lastCode = code;
        boolean good = code / 100 == 2;
        switch (waiting.isEmpty() ? Asked.OTHER : waiting.removeFirst()) {
            case MAIL -> underWay |= good;
            case RESET -> underWay &= !good;
            case CHUNK -> underWay &= good;
            case MESSAGE_END -> underWay = false;
            case DATA, OTHER -> {}
        }
        notifyAll();
    }

    /**
     * Waits until everything is answered.
     *
     * @return whether dsmtp now expects a message
     */
    synchronized boolean startsMail() throws InterruptedException {
        while (!waiting.isEmpty() && !over) {
            wait();
        }
        return !over && lastCode == START_MAIL;
    }

    /** The program's input has ended. */
    synchronized void endInput() {
        inputEnded = true;
    }

    /** dsmtp has closed. */
    synchronized void end() {
        over = true;
        notifyAll();
    }

    /** {@return whether the input ended within a message} */
    synchronized boolean isCutShort() {
        return underWay && inputEnded;
    }

    /** {@return whether dsmtp closed within a message} */
    synchronized boolean isLost() {
        return underWay && !inputEnded;
    }
}
