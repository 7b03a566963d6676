package dmail.common.authent;

import dmail.common.address.IpLiteral;
import dmail.common.authent.password.Password;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines between a server and a helper program of {@code authent_process}: {@code check name
 * password client}, {@code lookup name}, {@code exit}; the answers are {@link HelperReply}s.
 */
final class HelperProtocol {
    private static final Pattern OK =
            Pattern.compile("\\+OK +(\\S+) +(\\S+)(?: +(\\d{1,9})(?: +(.*))?)?");

    private HelperProtocol() {}

    /**
     * {@return the question about a password, or empty when name or password can't be in a line}
     */
    static Optional<byte[]> check(String name, Password password, InetAddress client) {
        if (!DatabaseName.isAskable(name) || !DatabaseName.isAskable(password)) {
            return Optional.empty();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(("check " + name + " ").getBytes(StandardCharsets.UTF_8));
        line.writeBytes(password.octets());
        line.writeBytes((" " + IpLiteral.text(client) + "\n").getBytes(StandardCharsets.US_ASCII));
        return Optional.of(line.toByteArray());
    }

    /** {@return the question about a user, or empty when the name can't be in a line} */
    static Optional<byte[]> lookup(String name) {
        return DatabaseName.isAskable(name)
                ? Optional.of(("lookup " + name + "\n").getBytes(StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** {@return the line that makes a helper end} */
    static byte[] exit() {
        return "exit\n".getBytes(StandardCharsets.US_ASCII);
    }

    /** Parses a line of an answer, without its end; any text gives a reply. */
    static HelperReply parse(String line) {
        String text = line.strip();
        if (isWord(text, "+OK")) {
            return parseOk(text);
        }
        if (isWord(text, "-ERR")) {
            return new HelperReply.No(rest(text));
        }
        if (isWord(text, "+DATA")) {
            return new HelperReply.Data(rest(text));
        }
        return isWord(text, "-DEAD")
                ? new HelperReply.Dead(rest(text))
                : new HelperReply.Garbage("not a reply");
    }

    private static boolean isWord(String text, String word) {
        return text.equals(word) || text.startsWith(word + " ");
    }

    private static String rest(String text) {
        int blank = text.indexOf(' ');
        return blank < 0 ? "" : text.substring(blank + 1).strip();
    }

    private static HelperReply parseOk(String text) {
        Matcher parts = OK.matcher(text);
        if (!parts.matches()) {
            return new HelperReply.Garbage("+OK without name, drop file and number");
        }
        String uid = parts.group(3) == null ? "0" : parts.group(3);
        String info = parts.group(4) == null ? "" : parts.group(4);
        return InfoFields.parse(info)
                .<HelperReply>map(fields ->
                        new HelperReply.Ok(
                                parts.group(1), parts.group(2), Integer.parseInt(uid), fields))
                .orElseGet(() -> new HelperReply.Garbage("fields that are not label=\"value\""));
    }
}
