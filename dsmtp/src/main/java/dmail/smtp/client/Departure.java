package dmail.smtp.client;

import dmail.common.address.Domain;
import dmail.smtp.client.trace.Transcript;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;

/**
 * From where, and under which name, a host is connected to.
 *
 * @param binding by which the mail leaves
 * @param source the address of this host; empty leaves the choice to the system
 * @param ehlo the name for EHLO, by the source that the connection has in the end
 * @param forbids why the mail may not leave from that source, if so
 * @param terms of the connection; empty for the usual ones
 * @param transcript is told what is said
 */
public record Departure(
        String binding,
        Optional<InetAddress> source,
        Function<InetAddress, Domain> ehlo,
        Function<InetAddress, Optional<String>> forbids,
        Optional<ConnectionTerms> terms,
        Transcript transcript) {
    /** One on the usual terms that nobody follows, and that may have any source. */
    public Departure(
            String binding, Optional<InetAddress> source, Function<InetAddress, Domain> ehlo) {
        this(binding, source, ehlo, _ -> Optional.empty(), Optional.empty(), Transcript.NONE);
    }

    /** {@return whether mail that leaves so may use the connection} */
    boolean fits(Connection connection) {
        Departure other = connection.departure();
        return binding.equals(other.binding)
                && source.equals(other.source)
                && forbids.apply(connection.source()).isEmpty()
                && terms.equals(other.terms)
                && ehlo.apply(connection.source()).equals(connection.ehlo());
    }
}
