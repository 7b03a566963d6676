package dmail.common.config.listen;

import dmail.common.config.type.Parsed;
import dmail.common.config.type.Shown;
import java.nio.file.Path;
import java.util.Locale;

/** The arguments of a {@code port} line. */
public final class PortType {
    public static final String SYNTAX =
            "<name> number <port> | <name> protocol smtp|submission|pop|control |"
                    + " <name> encryption none|tls|tls-required|ssl | <name> certificate <file> |"
                    + " <name> key <file> | <name> certificate_password_file <file> |"
                    + " <name> description <text>";

    private PortType() {}

    /** {@return the line with these arguments; relative paths are below the folder} */
    public static Parsed<PortLine> read(String text, Path folder) {
        ObjectLine line = ObjectLine.of(text);
        if (!ListenerName.isWord(line.name())) {
            return Parsed.bad("a name of letters, digits and - _ . must come first");
        }
        if (line.option().isEmpty()) {
            return Parsed.bad("an option is missing: number, protocol, encryption or description");
        }
        return new ListenOptionReader(folder)
                .read(line.option(), line.value(), value -> number(line.option(), value))
                .map(option -> new PortLine(line.name().toLowerCase(Locale.ROOT), option));
    }

    private static Parsed<ListenOption> number(String option, String value) {
        return option.equals("number")
                ? ListenOptionReader.oneWord(value)
                        .then(PortSpec::parse)
                        .map(ListenOption.PortNumber::new)
                : Parsed.bad(
                        Shown.quoted(option)
                                + " is no option of a port; number, protocol, encryption,"
                                + " certificate and description are, as in: port mx number 25");
    }
}
