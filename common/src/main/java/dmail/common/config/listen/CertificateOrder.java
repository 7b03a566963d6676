package dmail.common.config.listen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The certificates that could be a listener's, when a client asks for no name that one of all
 * certificates has.
 *
 * @param ofListener of its own lines
 * @param ofPort of the port that an {@code ip} line gives it
 */
public record CertificateOrder(
        Optional<ListenerCertificate> ofListener, Optional<ListenerCertificate> ofPort) {
    /**
     * {@return the first there is: the listener's, that of the group whose address the client has
     * reached, the port's}
     */
    Optional<ListenerCertificate> chosen(Optional<ListenerCertificate> ofGroup) {
        return ofListener.or(() -> ofGroup).or(() -> ofPort);
    }

    /** {@return all that there are} */
    public List<ListenerCertificate> all() {
        List<ListenerCertificate> all = new ArrayList<>();
        ofListener.ifPresent(all::add);
        ofPort.ifPresent(all::add);
        return all;
    }
}
