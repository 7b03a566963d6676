package dmail.smtp.message;

import dmail.common.address.IpLiteral;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** A reception as six texts, in the order in which the journal and the queue files have them. */
public final class ReceptionForm {
    /** What the queue files call them. */
    public static final List<String> NAMES =
            List.of("listener", "reached", "client", "login", "group", "trusted");

    private static final String YES = "y";

    private ReceptionForm() {}

    /** {@return the texts; empty ones for what isn't known} */
    public static List<String> write(Reception reception) {
        return List.of(
                reception.listener(),
                text(reception.reached()),
                text(reception.client()),
                reception.login(),
                reception.group(),
                reception.isTrusted() ? YES : "");
    }

    private static String text(Optional<InetAddress> address) {
        return address.isPresent() ? IpLiteral.text(address.get()) : "";
    }

    /**
     * {@return the reception} What isn't an address is none: the mail is worth more than where it
     * came from.
     *
     * @param texts as many as {@link #NAMES}
     */
    public static Reception read(List<String> texts) {
        Reception reception =
                new Reception(
                        texts.get(0),
                        IpLiteral.parse(texts.get(1)),
                        IpLiteral.parse(texts.get(2)),
                        texts.get(3),
                        texts.get(4),
                        texts.get(5).equals(YES));
        return reception.equals(Reception.NONE) ? Reception.NONE : reception;
    }
}
