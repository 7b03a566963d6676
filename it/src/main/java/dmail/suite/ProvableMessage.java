package dmail.suite;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** Messages that prove themselves: a header names each and carries the sum of its body. */
public final class ProvableMessage {
    private static final Pattern PROOF = Pattern.compile("\r\nX-Proof: (\\S+) (\\d+)\r\n");
    private static final String END_OF_HEADER = "\r\n\r\n";
    private static final String[] AWKWARD = {
        "", ".", "..", ".hidden", "From the start", ">From a quote", "caf\u00e9 8 bit \u00ff", " \t"
    };

    private ProvableMessage() {}

    /** {@return a body of about that size, with the lines that careless programs spoil} */
    public static byte[] body(int size, RandomGenerator random) {
        StringBuilder body = new StringBuilder(size + 128);
        while (body.length() < size) {
            if (random.nextInt(8) == 0) {
                body.append(AWKWARD[random.nextInt(AWKWARD.length)]);
            } else {
                random.ints(8 + random.nextInt(64), 'a', 'z' + 1).forEach(body::appendCodePoint);
            }
            body.append("\r\n");
        }
        return body.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** {@return a message with that name and body} */
    public static byte[] of(String id, byte[] body) {
        String header =
                "From: <sender@client.example>\r\nSubject: proof\r\nX-Proof: %s %d%s"
                        .formatted(id, sum(body, 0), END_OF_HEADER);
        byte[] message = new byte[header.length() + body.length];
        System.arraycopy(
                header.getBytes(StandardCharsets.US_ASCII), 0, message, 0, header.length());
        System.arraycopy(body, 0, message, header.length(), body.length);
        return message;
    }

    /** {@return the name of a message that is whole, empty when one octet of it is wrong} */
    public static Optional<String> idOf(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        Matcher proof = PROOF.matcher(text);
        int end = text.indexOf(END_OF_HEADER);
        if (end < 0 || !proof.find() || proof.start() > end) {
            return Optional.empty();
        }
        boolean whole = Long.parseLong(proof.group(2)) == sum(message, end + 4);
        return whole ? Optional.of(proof.group(1)) : Optional.empty();
    }

    private static long sum(byte[] octets, int from) {
        CRC32C sum = new CRC32C();
        sum.update(octets, from, octets.length - from);
        return sum.getValue();
    }
}
