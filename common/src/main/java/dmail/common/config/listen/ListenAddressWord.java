package dmail.common.config.listen;

import dmail.common.address.IpLiteral;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.Shown;
import java.net.InetAddress;
import java.util.Optional;

/** Reads an address at which clients can connect. */
final class ListenAddressWord {
    private ListenAddressWord() {}

    /**
     * {@return the address that a word gives}
     *
     * @param otherwise what is said of a word that is no address
     */
    static Parsed<InetAddress> parse(String word, String otherwise) {
        Optional<InetAddress> address = IpLiteral.parse(word);
        return address.isPresent() && IpLiteral.isOfManyHosts(address.get())
                ? Parsed.bad(
                        Shown.quoted(word)
                                + " is a multicast or broadcast address, and no client connects to"
                                + " one")
                : Parsed.of(address, otherwise);
    }
}
