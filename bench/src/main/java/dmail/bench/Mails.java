package dmail.bench;

import dmail.suite.Dots;
import dmail.suite.ProvableMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Messages as they go over the wire, made before the clock runs, since both sides share the
 * processors.
 */
record Mails(List<byte[]> all) {
    private static final int LINE = 80;

    Mails {
        all = List.copyOf(all);
    }

    /** {@return that many messages with bodies of about that size, named after the round} */
    static Mails of(int count, int size, String round) {
        byte[] body = body(size);
        return new Mails(
                IntStream.range(0, count)
                        .mapToObj(number ->
                                Dots.doubled(ProvableMessage.of(round + "-" + number, body)))
                        .toList());
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

    /** {@return where the share of one of so many clients begins} */
    int first(int client, int clients) {
        return (int) ((long) all.size() * client / clients);
    }

    /** {@return the share of one of so many clients} */
    List<byte[]> share(int client, int clients) {
        return all.subList(first(client, clients), first(client + 1, clients));
    }
}
