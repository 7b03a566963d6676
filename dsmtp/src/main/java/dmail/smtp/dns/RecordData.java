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
     * A host that takes mail; a low preference comes first.
     *
     * @param host empty for the root of all names, which says that no mail is taken (RFC 7505)
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

    /** A host's address. */
    record Address(InetAddress address) implements RecordData {
        @Override
        public String toString() {
            return address.getHostAddress();
        }
    }

    /** {@return the value that was written so, or empty when the text is none of that kind} */
    static Optional<RecordData> parse(DnsRecordType kind, String text) {
        return switch (kind) {
            case MX -> exchanger(text);
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

    /** {@return the name in lower case if a host can have it; what else DNS holds is no host} */
    static Optional<String> hostName(String text) {
        return Domain.parse(text).filter(name -> !name.isLiteral()).map(Domain::name);
    }
}
