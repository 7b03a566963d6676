package dmail.smtp.sendmail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a program has asked of dsmtp by {@code -bs} and what dsmtp has answered, since each tells
 * what the other's octets mean. Used by the threads of both directions.
 */
final class Exchange {
    /** What is waited for: each gets one reply. */
    enum Asked {
        MAIL,
        DATA,
        /** A chunk that is not the last. */
        CHUNK,
        /** The end of a message: a dot alone, or the last chunk. */
        MESSAGE_END,
        /** Whatever gives up a transaction. */
        RESET,
        /** What changes nothing here, the greeting too. */
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
     * @return whether dsmtp now wants the lines of a message
     */
    synchronized boolean startsMail() throws InterruptedException {
        while (!waiting.isEmpty() && !over) {
            wait();
        }
        return !over && lastCode == START_MAIL;
    }

    /** The program says nothing more. */
    synchronized void endInput() {
        inputEnded = true;
    }

    /** dsmtp says nothing more. */
    synchronized void end() {
        over = true;
        notifyAll();
    }

    /** {@return whether the program ended its input within a message} */
    synchronized boolean isCutShort() {
        return underWay && inputEnded;
    }

    /** {@return whether dsmtp ended within a message} */
    synchronized boolean isLost() {
        return underWay && !inputEnded;
    }
}
