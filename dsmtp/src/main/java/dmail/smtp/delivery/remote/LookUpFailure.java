package dmail.smtp.delivery.remote;

import dmail.common.address.Domain;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.protocol.EnhancedCode;

/** What a domain without hosts to connect to means for its mail. */
final class LookUpFailure {
    /** RFC 3463 section 3.2: bad destination system address. */
    private static final EnhancedCode NO_SUCH_DOMAIN = new EnhancedCode(5, 1, 2);

    /** RFC 7505 section 4.1: recipient address has null MX. */
    private static final EnhancedCode NO_MAIL = new EnhancedCode(5, 1, 10);

    /** RFC 3463 section 3.5: routing loop detected. */
    private static final EnhancedCode LOOP = new EnhancedCode(5, 4, 6);

    /** RFC 3463 section 3.5: directory server failure, the closest code to a DNS failure. */
    private static final EnhancedCode NO_LOOK_UP = new EnhancedCode(4, 4, 3);

    private LookUpFailure() {}

    /**
     * {@return why mail can't be sent}
     *
     * @param found no hosts
     */
    static DeliveryStatus of(Exchangers found, Domain domain) {
        return switch (found) {
            case Exchangers.Hosts _ -> throw new IllegalArgumentException("there are hosts");
            case Exchangers.NoSuchDomain(String why) -> DeliveryStatus.of(NO_SUCH_DOMAIN, why);
            case Exchangers.AcceptsNoMail() ->
                    DeliveryStatus.of(NO_MAIL, domain + " takes no mail at all");
            case Exchangers.OnlyOurselves(String why) -> DeliveryStatus.of(LOOP, why);
            case Exchangers.TryLater(String why) -> DeliveryStatus.of(NO_LOOK_UP, why);
        };
    }
}
