package dmail.smtp.routing;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.login.Lookup;
import dmail.common.login.Step;
import java.util.List;
import java.util.Optional;

/** The local users and domains, by the current settings. */
public interface Users {
    /** {@return whether the domain is local} */
    boolean isLocal(Domain domain);

    /** {@return whose an address is; may take time} */
    Lookup find(EmailAddress address);

    /**
     * {@return the data-base entry named by the full address, at an additional name of the main
     * domain; it may only forward}
     */
    Lookup entry(EmailAddress address);

    /**
     * {@return the sysadmin's address if this is a local postmaster without an account; else empty}
     */
    default Optional<EmailAddress> sysadminFor(EmailAddress address) {
        return Optional.empty();
    }

    /** {@return how an address becomes a name in the user data base} */
    List<Step> steps(EmailAddress address);
}
