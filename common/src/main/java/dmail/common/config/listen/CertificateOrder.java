package dmail.common.config.listen;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The certificates that could be a listener's, when a client asks for no name that one of all
 * certificates has.
 *
 * @param ofListener of its own lines
 * @param ofPort of the port that an {@code ip} line gives it
 */
public record CertificateOrder(
        Optional<ListenerCertificate> ofListener, Optional<ListenerCertificate> ofPort) {
    /** The server's holds. */
    static final CertificateOrder NONE = new CertificateOrder(Optional.empty(), Optional.empty());

    /**
     * {@return the first there is: the listener's, that of the group whose address the client has
     * reached, the port's} When there is none, the server's holds.
     */
    public Optional<ListenerCertificate> chosen(Optional<ListenerCertificate> ofGroup) {
        return ofListener.or(() -> ofGroup).or(() -> ofPort);
    }

    /** {@return all that there are} */
    public Stream<ListenerCertificate> all() {
        return Stream.concat(ofListener.stream(), ofPort.stream());
    }
}
