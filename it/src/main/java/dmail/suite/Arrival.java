package dmail.suite;

import java.net.InetAddress;
import java.util.List;

/** A message that a {@link Sink} has, from the final dot on. */
public final class Arrival {
    private final InetAddress peer;
    private final String hello;
    private final String sender;
    private final List<String> recipients;
    private final byte[] message;
    private final boolean answered;
    private volatile boolean confirmed;

    Arrival(
            InetAddress peer,
            String hello,
            String sender,
            List<String> recipients,
            byte[] message,
            boolean answered) {
        this.peer = peer;
        this.hello = hello;
        this.sender = sender;
        this.recipients = List.copyOf(recipients);
        this.message = message;
        this.answered = answered;
    }

    /** {@return the address that the client connected from} */
    public InetAddress peer() {
        return peer;
    }

    /** {@return the name that it gave with EHLO or HELO} */
    public String hello() {
        return hello;
    }

    /** {@return what stood behind {@code MAIL FROM:}} */
    public String sender() {
        return sender;
    }

    /** {@return what stood behind each {@code RCPT TO:} that was taken} */
    public List<String> recipients() {
        return recipients;
    }

    /** {@return its octets, with CRLF and with dots undone} */
    public byte[] message() {
        return message.clone();
    }

    /** {@return the name of a {@link ProvableMessage} that is whole, else "corrupt"} */
    public String id() {
        return ProvableMessage.idOf(message).orElse("corrupt");
    }

    /** {@return whether the final dot was answered at all} */
    public boolean answered() {
        return answered;
    }

    /**
     * {@return whether the client has shown that it read the answer: it sent the text of another
     * message after it} Commands prove nothing: they may have travelled before the answer.
     */
    public boolean confirmed() {
        return confirmed;
    }

    void confirm() {
        confirmed = true;
    }
}
