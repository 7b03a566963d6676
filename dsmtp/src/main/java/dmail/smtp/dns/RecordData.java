package dmail.smtp.dns;

import dmail.common.address.Domain;
import dmail.common.address.IpLiteral;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One value in an answer. Its text form is read back by {@link #parse}. */
sealed interface RecordData {
    /** The form of an MX record. */
    Pattern EXCHANGER = Pattern.compile("(\\d{1,5}) (\\S{1,253})");

    /**
     * An MX record; the lowest preference is tried first.
     *
     * @param host empty for the root, a null MX: no mail is accepted (RFC 7505)
     */
    record Exchanger(int preference, String host) implements RecordData {
        boolean takesNoMail() {
            return host.isEmpty();
        }

        @Override
        public String toString() {
            return preference + " " + (takesNoMail() ? "." : host);
        }
    }

    /** An A or AAAA record. */
    record Address(InetAddress address) implements RecordData {
        @Override
        public String toString() {
            return address.getHostAddress();
        }
    }

    /** A PTR record. */
    record HostName(String name) implements RecordData {
        @Override
        public String toString() {
            return name;
        }
    }

    /** {@return the value that the text stands for, or empty when it isn't of that type} */
    static Optional<RecordData> parse(DnsRecordType kind, String text) {
        return switch (kind) {
            case MX -> exchanger(text);
            case PTR -> hostName(text).map(HostName::new);
            case A, AAAA -> IpLiteral.parse(text).map(Address::new);
        };
    }

    private static Optional<RecordData> exchanger(String text) {
        Matcher parts = EXCHANGER.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int preference = Integer.parseInt(parts.group(1));
        return hostName(parts.group(2)).map(host -> new Exchanger(preference, host));
    }

    /** {@return the name in lower case, or empty if it can't be a host's} */
    static Optional<String> hostName(String text) {
        return Domain.parse(text).filter(name -> !name.isLiteral()).map(Domain::name);
    }
}
