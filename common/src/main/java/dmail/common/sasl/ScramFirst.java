package dmail.common.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client's first message of SCRAM (RFC 5802 section 5.1). Channel binding isn't offered, and
 * mandatory extensions aren't supported.
 *
 * @param header the GS2 header, which the last message must repeat
 * @param other the authorization identity, empty for the user's own
 * @param name of the user
 * @param bare the message without the header
 * @param nonce the client's part
 */
public record ScramFirst(String header, String other, String name, String bare, String nonce) {
    private static final Pattern FORM =
            Pattern.compile(
                    "([ny],(?:a=([^,]{1,1024}))?,)(n=([^,]{1,1024}),r=([!-+\\--~]{8,256})(?:,[a-zA-Z]=[^,]*)*)");

    /** {@return the message, or empty when it is invalid} */
    public static Optional<ScramFirst> parse(String message) {
        Matcher form = FORM.matcher(message);
        if (!form.matches()) {
            return Optional.empty();
        }
        Optional<String> other = form.group(2) == null ? Optional.of("") : unquoted(form.group(2));
        Optional<String> name = unquoted(form.group(4));
        return other.isPresent() && name.isPresent()
                ? Optional.of(
                        new ScramFirst(
                                form.group(1),
                                other.get(),
                                name.get(),
                                form.group(3),
                                form.group(5)))
                : Optional.empty();
    }

    /** Commas and equals signs are written as =2C and =3D; any other use of = is invalid. */
    private static Optional<String> unquoted(String text) {
        String rest = text.replace("=2C", "").replace("=3D", "");
        return rest.contains("=")
                ? Optional.empty()
                : Optional.of(text.replace("=2C", ",").replace("=3D", "="));
    }

    /** {@return whether the client asks for the user's own identity} */
    public boolean isForHimself() {
        return other.isEmpty() || other.equals(name);
    }

    /** {@return the value of the channel-binding attribute that the last message must have} */
    String boundTo() {
        return Base64.getEncoder().encodeToString(header.getBytes(StandardCharsets.UTF_8));
    }
}
