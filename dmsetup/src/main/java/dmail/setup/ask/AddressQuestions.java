package dmail.setup.ask;

import dmail.common.config.EncryptionSettings;
import dmail.setup.ask.Question.Kind;
import dmail.setup.found.Facts;

/**
 * The questions about addresses and ports. They are asked where there is a choice: a machine with
 * one address and no certificate has none.
 */
final class AddressQuestions {
    static final Question LISTEN_ON =
            new Question(
                    Key.LISTEN_ON,
                    "Addresses of the servers",
                    "Where the servers listen: all, or some of the addresses found above.",
                    """
                    Single addresses are separated by blanks. Programs of this machine then reach
                    the servers only at these, so 127.0.0.1 may be one of them. Other programs can
                    have the ports at addresses that are not named.\
                    """,
                    Kind.OPEN,
                    Questions::always,
                    AddressDefaults::listenOn,
                    AddressChecks::listenOn,
                    AddressFindings::atAddresses);

    static final Question FURTHER_PORTS =
            new Question(
                    Key.FURTHER_PORTS,
                    "Ports of users' programs",
                    "none, or some of 587 (submission, STARTTLS), 465 (submission, TLS from the"
                            + " start) and 995 (POP3, TLS from the start).",
                    """
                    Users log in there to send and to collect mail. The ports of SMTP and POP3 offer
                    STARTTLS and STLS in any case, since there is a certificate. Other ports are
                    added later, with "dmsetup listen add"; take numbers from 5000 up.\
                    """,
                    Kind.OPEN,
                    Questions::always,
                    AddressDefaults::furtherPorts,
                    AddressChecks::furtherPorts,
                    AddressFindings::atFurtherPorts);

    static final Question ADDRESS_NAMES =
            new Question(
                    Key.ADDRESS_NAMES,
                    "Names of single addresses",
                    "none, or what the host is called at an address: 192.0.2.26=mx2.example.com.",
                    """
                    Several are separated by blanks. Servers greet with that name where clients
                    connect to the address, and mail that leaves from it bears the name. At all
                    other addresses the host has the name that was asked for above.\
                    """,
                    Kind.OPEN,
                    Questions::always,
                    AddressDefaults::names,
                    AddressChecks::names,
                    AddressFindings::atNames);

    private AddressQuestions() {}

    /** {@return whether a person is asked that on this machine} */
    static boolean isAsked(Key key, Facts facts) {
        ListeningLines lines = new ListeningLines(facts.existing().configuration());
        boolean several = facts.host().addresses().size() > 1;
        return switch (key) {
            case LISTEN_ON -> several && !lines.givePlaces();
            case ADDRESS_NAMES -> several && !lines.giveNames();
            case FURTHER_PORTS ->
                    !lines.givePlaces()
                            && facts.existing()
                                    .configuration()
                                    .isSet(EncryptionSettings.TLS_CERTIFICATE);
            default -> true;
        };
    }
}
