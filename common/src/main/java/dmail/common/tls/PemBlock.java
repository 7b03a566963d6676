package dmail.common.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of a PEM file (RFC 7468), such as a certificate. */
final class PemBlock {
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----");

    private final String label;
    private final byte[] octets;

    private PemBlock(String label, byte[] octets) {
        this.label = label;
        this.octets = octets;
    }

    /** {@return the type of the block, such as {@code CERTIFICATE}} */
    String label() {
        return label;
    }

    /** {@return its content, not a copy; empty if it is protected by a passphrase} */
    byte[] octets() {
        return octets;
    }

    /**
     * {@return the blocks of a file; other text is ignored}
     *
     * @throws BadFileException when a block has no end, or isn't base64
     */
    static List<PemBlock> of(String text) throws BadFileException {
        List<PemBlock> blocks = new ArrayList<>();
        StringBuilder base64 = new StringBuilder();
        String open = "";
        for (String line : text.lines().map(String::strip).toList()) {
            Matcher begin = BEGIN.matcher(line);
            if (begin.matches()) {
                open = begin.group(1);
                base64.setLength(0);
            } else if (!open.isEmpty() && line.equals("-----END " + open + "-----")) {
                blocks.add(new PemBlock(open, decoded(open, base64.toString())));
                open = "";
            } else if (!open.isEmpty()) {
                base64.append(line);
            }
        }
        if (!open.isEmpty()) {
            throw new BadFileException("its block \"" + open + "\" has no end");
        }
        return blocks;
    }

    /** OpenSSL's old form of a protected key has header lines, which aren't base64. */
    private static byte[] decoded(String label, String base64) throws BadFileException {
        if (base64.contains(":")) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new BadFileException("its block \"" + label + "\" is damaged", e);
        }
    }
}
