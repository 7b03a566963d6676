package dmail.bench;

import dmail.suite.Dots;
import dmail.suite.ProvableMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Messages as they go over the wire, made before the clock runs, since both sides share the
 * processors.
 */
record Mails(List<byte[]> all) {
    /** The text of a message whose size doesn't matter. */
    static final byte[] HELLO = "hello\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final int LINE = 80;
    private static final byte[] LAST_DOT = ".\r\n".getBytes(StandardCharsets.US_ASCII);

    Mails {
        all = List.copyOf(all);
    }

    /** {@return that many messages with bodies of about that size, named after the round} */
    static Mails of(int count, int size, String round) {
        byte[] body = body(size);
        return new Mails(
                IntStream.range(0, count)
                        .mapToObj(number -> wire(round + "-" + number, body))
                        .toList());
    }

    private static byte[] wire(String id, byte[] body) {
        byte[] message = Dots.doubled(ProvableMessage.of(id, body));
        byte[] wire = Arrays.copyOf(message, message.length + LAST_DOT.length);
        System.arraycopy(LAST_DOT, 0, wire, message.length, LAST_DOT.length);
        return wire;
    }

    private static byte[] body(int size) {
        byte[] body = new byte[size / LINE * LINE];
        Arrays.fill(body, (byte) 'b');
        byte[] end = "\r\n".getBytes(StandardCharsets.US_ASCII);
        for (int line = LINE; line <= body.length; line += LINE) {
            System.arraycopy(end, 0, body, line - 2, 2);
        }
        return body;
    }

    /**
     * {@return them in as many parts of about the same size as there are clients}
     *
     * @param recipient who gets the message of a number
     */
    List<List<SmtpSender.Letter>> shares(int clients, IntFunction<String> recipient) {
        return IntStream.range(0, clients)
                .mapToObj(client ->
                        IntStream.range(first(client, clients), first(client + 1, clients))
                                .mapToObj(number ->
                                        new SmtpSender.Letter(
                                                recipient.apply(number),
                                                ByteBuffer.wrap(all.get(number))))
                                .toList())
                .toList();
    }

    private int first(int client, int clients) {
        return (int) ((long) all.size() * client / clients);
    }
}
