package dmail.common.dropfile;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The holder of a dot-lock: {@code pid:host}, the form that Dovecot writes and whose number
 * liblockfile reads.
 */
record LockHolder(long pid, String host) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}):([^\\s:]{1,255})\\s*");

    /** {@return the holder, or empty when the lock has another form} */
    static Optional<LockHolder> parse(byte[] content) {
        Matcher form = FORM.matcher(new String(content, StandardCharsets.ISO_8859_1));
        return form.matches()
                ? Optional.of(new LockHolder(Long.parseLong(form.group(1)), form.group(2)))
                : Optional.empty();
    }

    byte[] octets() {
        return toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return pid + ":" + host;
    }
}
