package dmail.common.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** A SASL exchange in lines of base64, as in SMTP and POP3 (RFC 4954 section 4, RFC 5034). */
public final class SaslExchange {
    /** RFC 4954 section 4: octets of a line of an exchange, without CRLF. */
    public static final int LONGEST_LINE = 12_288 - 2;

    private final Mechanism mechanism;

    SaslExchange(Mechanism mechanism) {
        this.mechanism = mechanism;
    }

    /**
     * Begins the exchange.
     *
     * @param initial the initial response; {@code =} stands for an empty one
     */
    public SaslStep begin(Optional<String> initial) {
        return initial.map(text -> text.equals("=") ? answer("") : answer(text))
                .orElseGet(mechanism::begin);
    }

    /** Continues with a line of the client. */
    public SaslStep answer(String line) {
        if (line.equals("*")) {
            return new SaslStep.Cancelled();
        }
        byte[] octets;
        try {
            octets = Base64.getDecoder().decode(line);
        } catch (IllegalArgumentException noBase64) {
            return new SaslStep.Malformed();
        }
        try {
            return mechanism.answer(octets);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /** {@return the challenge that follows a {@link SaslStep.Proof} that was right} */
    public SaslStep.Challenge confirm() {
        return mechanism.confirm();
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return the text, empty when it isn't valid UTF-8} */
    static Optional<String> utf8(byte[] octets, int from, int to) {
        try {
            ByteBuffer text = ByteBuffer.wrap(octets, from, to - from);
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(text).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
