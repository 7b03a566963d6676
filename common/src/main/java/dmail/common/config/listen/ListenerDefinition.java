package dmail.common.config.listen;

import dmail.common.address.IpLiteral;
import dmail.common.config.ConfigLocation;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A configured listener at one address and port: what all lines that name it say together.
 *
 * @param name the one in the {@code listen} lines, {@code <port>@<address>} for one that an {@code
 *     ip} line makes, or the protocol's for its plain port
 * @param address empty means every address
 * @param port 0 means any free port
 * @param protocol what is spoken there
 * @param encryption how
 * @param certificates its own, if it has any
 * @param policy how clients are treated
 * @param identity what its lines say of the host to clients
 * @param isEnabled what its {@code enable} line says
 * @param missing what to do while this machine lacks the address
 * @param description the administrator's words for it, or none
 * @param where the line that gives its address and port; the whole file when none does
 * @param down why it stays closed, whatever else the lines say
 * @param unknownPort the name of its port, when there is none of that name
 */
public record ListenerDefinition(
        String name,
        Optional<InetAddress> address,
        int port,
        Protocol protocol,
        Encryption encryption,
        Optional<CertificateOrder> certificates,
        ListenerPolicy policy,
        ListenerIdentity identity,
        boolean isEnabled,
        WhenMissing missing,
        String description,
        ConfigLocation where,
        Optional<String> down,
        Optional<String> unknownPort) {
    /** {@return whether clients are to be accepted there} */
    public boolean isOpen() {
        return isEnabled && down.isEmpty();
    }

    /**
     * {@return the certificate of its lines; when there is none, the server's holds}
     *
     * @param ofGroup that of the group whose address the client has reached
     */
    public Optional<ListenerCertificate> certificate(Optional<ListenerCertificate> ofGroup) {
        return certificates.isPresent() ? certificates.get().chosen(ofGroup) : ofGroup;
    }

    /** {@return the same, without encryption} */
    public ListenerDefinition unencrypted() {
        return with(Encryption.NONE, down);
    }

    /** {@return the same, which stays closed} */
    public ListenerDefinition closed(String why) {
        return with(encryption, Optional.of(why));
    }

    private ListenerDefinition with(Encryption otherEncryption, Optional<String> otherDown) {
        return new ListenerDefinition(
                name,
                address,
                port,
                protocol,
                otherEncryption,
                certificates,
                policy,
                identity,
                isEnabled,
                missing,
                description,
                where,
                otherDown,
                unknownPort);
    }

    /** {@return whether everybody in the Internet may relay through it} */
    public boolean isOpenRelay() {
        boolean isReached =
                !policy.proxies().isEmpty()
                        || address.map(ListenerDefinition::isPublic).orElse(true);
        return policy.isOpenRelay() && isReached;
    }

    private static boolean isPublic(InetAddress address) {
        boolean isUniqueLocal =
                address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
        return !address.isLoopbackAddress()
                && !address.isSiteLocalAddress()
                && !address.isLinkLocalAddress()
                && !isUniqueLocal;
    }

    /** {@return the protocol, with an s for implicit TLS, as the log has it} */
    public String logName() {
        return logName(protocol, encryption);
    }

    static String logName(Protocol protocol, Encryption encryption) {
        return protocol + (encryption == Encryption.IMPLICIT_TLS ? "s" : "");
    }

    boolean isOnLoopback() {
        return address.map(InetAddress::isLoopbackAddress).orElse(true);
    }

    /** {@return the server that listens there} */
    public Server server() {
        return protocol == Protocol.POP ? Server.DPOP : Server.DSMTP;
    }

    /** {@return its address and port as lines hold them: {@code 192.0.2.1:25}, {@code :25}} */
    public String addressAndPort() {
        return addressAndPort(port);
    }

    /** {@return its address with the real port, where lines leave that to the system} */
    public String addressAndPort(int realPort) {
        return address.map(ListenerDefinition::bracketed).orElse("")
                + ":"
                + unknownPort.orElseGet(() -> String.valueOf(realPort));
    }

    static String bracketed(InetAddress address) {
        String text = IpLiteral.compressed(address);
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }

    /** {@return its address, or {@code *}} */
    public String addressText() {
        return address.map(IpLiteral::compressed).orElse("*");
    }

    /** {@return the name of the port that an ip line gives, else the listener's} */
    public String portName() {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }

    /** {@return whether the system would not let both listen} Any free port is free. */
    public boolean conflictsWith(ListenerDefinition other) {
        return port != 0
                && port == other.port
                && (address.isEmpty() || other.address.isEmpty() || address.equals(other.address));
    }
}
