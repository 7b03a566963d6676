package dmail.setup.edit;

import dmail.common.config.listen.ListenLine;
import dmail.common.config.listen.ListenLine.Encryption;
import dmail.common.config.listen.ListenLine.Protocol;
import dmail.common.config.listen.ListenOption;
import dmail.common.config.listen.ListenType;
import dmail.common.config.listen.ListenerTable;
import dmail.common.config.type.Shown;
import dmail.setup.check.UsualPort;

/** Reads what the words of {@code listen add} say; the number of a port says what they don't. */
final class NewListenerReader {
    private static final String ENCRYPTION = "encryption=";

    private final Site site;
    private final Editing editing;

    NewListenerReader(Site site, Editing editing) {
        this.site = site;
        this.editing = editing;
    }

    /**
     * {@return the listener}
     *
     * @param protocol empty when it goes by the port
     */
    NewListener read(String name, String place, String protocol) throws Refusal {
        return listener(line(name, "on", place), place, protocol);
    }

    private ListenLine line(String name, String option, String value) throws Refusal {
        String text = CommandWord.single(name) + " " + option + " " + CommandWord.single(value);
        ListenLine line = CommandWord.good("listen " + text, ListenType.read(text, site.folder()));
        if (line.option() instanceof ListenOption.Invalid(_, var bad, var why)) {
            throw Refusal.wrong(Shown.quoted(bad) + ": " + why);
        }
        return line;
    }

    private NewListener listener(ListenLine first, String place, String protocolWord)
            throws Refusal {
        if (!(first.option() instanceof ListenOption.Bind(var address, var portSpec))) {
            throw Refusal.usage(ListenCommands.USAGE);
        }
        int port =
                ListenerTable.portNumber(portSpec, site.configuration())
                        .orElseThrow(() ->
                                Refusal.wrong(
                                        place + ": there is no port of the name " + portSpec));
        Protocol protocol =
                protocolWord.isEmpty()
                        ? UsualPort.of(port).map(UsualPort::protocol).orElse(Protocol.SMTP)
                        : protocol(first.listener(), protocolWord);
        return new NewListener(
                first.listener(),
                place,
                address.filter(each -> !each.isAnyLocalAddress()),
                port,
                protocol,
                encryption(first.listener(), port, protocol));
    }

    private Protocol protocol(String name, String word) throws Refusal {
        if (line(name, "protocol", word).option()
                instanceof ListenOption.ProtocolIs(var protocol)) {
            return protocol;
        }
        throw Refusal.usage(ListenCommands.USAGE);
    }

    private Encryption encryption(String name, int port, Protocol protocol) throws Refusal {
        Encryption encryption =
                protocol == Protocol.CONTROL
                        ? Encryption.STARTTLS
                        : UsualPort.of(port).map(UsualPort::encryption).orElse(Encryption.STARTTLS);
        for (String assignment : editing.options().assignments()) {
            if (!assignment.startsWith(ENCRYPTION)) {
                throw Refusal.usage("--set " + assignment + ": only encryption=... is allowed");
            }
            String word = assignment.substring(ENCRYPTION.length());
            if (line(name, "encryption", word).option()
                    instanceof ListenOption.Encrypted(var chosen)) {
                encryption = chosen;
            }
        }
        return encryption;
    }
}
