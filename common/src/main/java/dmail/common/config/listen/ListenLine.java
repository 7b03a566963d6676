package dmail.common.config.listen;

import java.util.Locale;

/**
 * One {@code listen} line.
 *
 * @param listener the name that joins the lines of one listener
 */
public record ListenLine(String listener, ListenOption option) {
    /** {@return the arguments in dmail.conf} */
    @Override
    public String toString() {
        return listener + " " + option;
    }

    /** A protocol that a listener can speak. */
    public enum Protocol {
        SMTP,
        /** From users' programs, which log in (RFC 6409). */
        SUBMISSION,
        POP,
        /** Commands of administrators, to dsmtp. */
        CONTROL;

        /** {@return the word in dmail.conf} */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether, and from when on, a connection is encrypted. */
    public enum Encryption {
        /** Never. */
        NONE("none"),
        /** When the client asks for it. */
        STARTTLS("tls"),
        /** When the client asks for it, without which it can do nothing. */
        STARTTLS_REQUIRED("tls-required"),
        /** From the first octet. */
        IMPLICIT_TLS("ssl");

        private final String word;

        Encryption(String word) {
            this.word = word;
        }

        /** {@return whether nobody can be served without a certificate} */
        public boolean needsCertificate() {
            return this == STARTTLS_REQUIRED || this == IMPLICIT_TLS;
        }

        /** {@return the word in dmail.conf} */
        @Override
        public String toString() {
            return word;
        }
    }
}
