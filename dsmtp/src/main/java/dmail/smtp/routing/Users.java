package dmail.smtp.routing;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.login.Lookup;
import dmail.common.login.Step;
import java.util.List;
import java.util.Optional;

/** The users and domains of ours, by the settings in force. */
public interface Users {
    /** {@return whether mail for this domain is ours} */
    boolean isLocal(Domain domain);

    /** {@return who an address belongs to; may take its time} */
    Lookup find(EmailAddress address);

    /**
     * {@return an entry of the users' data base for a whole address at a further name of the main
     * domain, which may only lead on}
     */
    Lookup entry(EmailAddress address);

    /**
     * {@return the sysadmin, who gets the mail for an address that is a postmaster's of ours and no
     * user's; empty for all others}
     */
    default Optional<EmailAddress> chief(EmailAddress address) {
        return Optional.empty();
    }

    /** {@return how an address becomes a name that the users' data base knows} */
    List<Step> steps(EmailAddress address);
}
