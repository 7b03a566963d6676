package dmail.tell;

import dmail.common.authent.password.Password;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Asks a person at a terminal, who doesn't see what is typed; without one, the next line of
 * standard input is the password.
 *
 * @param terminal empty when standard input is none
 */
record ConsoleSecrets(Optional<Console> terminal, InputStream in) implements Secrets {
    private static final int LONGEST = 1024;

    @Override
    public Password ask(String prompt) throws IOException {
        return terminal.isPresent() ? typed(terminal.get(), prompt) : line();
    }

    private static Password typed(Console console, String prompt) throws IOException {
        char[] typed = console.readPassword("%s: ", prompt);
        if (typed == null || typed.length == 0) {
            throw new IOException("no password is given");
        }
        ByteBuffer octets = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
        Arrays.fill(typed, ' ');
        byte[] password = new byte[octets.remaining()];
        octets.get(password);
        return new Password(password);
    }

    private Password line() throws IOException {
        return firstLine(in);
    }

    /** {@return what stands in the first line} */
    static Password firstLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = in.read();
        while (octet >= 0 && octet != '\n' && line.size() < LONGEST) {
            line.write(octet);
            octet = in.read();
        }
        byte[] octets = line.toByteArray();
        int length = octets.length;
        if (length > 0 && octets[length - 1] == '\r') {
            length--;
        }
        if (length == 0) {
            throw new IOException("no password is given");
        }
        return new Password(Arrays.copyOf(octets, length));
    }
}
