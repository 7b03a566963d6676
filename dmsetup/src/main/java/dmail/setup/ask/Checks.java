package dmail.setup.ask;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.authent.DatabaseName;
import dmail.common.authent.password.Password;
import dmail.common.config.UserSettings;
import dmail.setup.called.ProgramName;
import dmail.setup.check.RelayCheck;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether answers will do; functions of the answer and of what is known. */
final class Checks {
    /** Stands for no names, and for no folder. */
    static final String NONE = "none";

    private Checks() {}

    static Checked domain(String text, Draft draft) {
        return Domain.parse(text)
                .filter(Checks::isName)
                .<Checked>map(domain -> new Checked.Good(domain.name()))
                .orElseGet(() -> notADomain(text));
    }

    private static boolean isName(Domain domain) {
        return !domain.isLiteral()
                && domain.name().contains(".")
                && !domain.name().matches("[0-9.]+");
    }

    private static Checked notADomain(String text) {
        return new Checked.Wrong(quoted(text) + " is not a domain such as example.com");
    }

    /** The same names twice, or the main domain again, are no mistake. */
    static Checked domains(String text, Draft draft) {
        Set<String> names = new LinkedHashSet<>();
        for (String word : text.split("[\\s,]+", -1)) {
            if (word.isEmpty() || word.equalsIgnoreCase(NONE)) {
                continue;
            }
            Optional<Domain> domain = Domain.parse(word).filter(Checks::isName);
            if (domain.isEmpty()) {
                return notADomain(word);
            }
            names.add(domain.get().name());
        }
        names.remove(draft.value(Key.HOST_DOMAIN));
        return new Checked.Good(names.isEmpty() ? NONE : String.join(" ", names));
    }

    static Stream<String> listed(String domains) {
        return domains.equals(NONE) || domains.isEmpty()
                ? Stream.empty()
                : Arrays.stream(domains.split(" ", -1));
    }

    static Checked method(String text, Draft draft) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "internal" -> new Checked.Good("internal");
            case "unix_user" ->
                    draft.host().isRoot()
                            ? new Checked.Good("unix_user")
                            : new Checked.Wrong(
                                    "unix_user needs servers that run as root, since only root may"
                                            + " read the system's passwords; "
                                            + ProgramName.TEXT
                                            + " runs as "
                                            + draft.host().user());
            case "external" -> external(draft);
            default -> new Checked.Wrong(quoted(text) + " is neither internal nor unix_user");
        };
    }

    private static Checked external(Draft draft) {
        return draft.facts().existing().configuration().isSet(UserSettings.AUTHENT_PROCESS)
                ? new Checked.Good("external")
                : new Checked.Wrong(
                        "external needs a line authent_process in the configuration, which names"
                                + " the program to ask; write that first");
    }

    static Checked user(String text, Draft draft) {
        String name = text.toLowerCase(Locale.ROOT);
        boolean good = name.matches("[a-z0-9][a-z0-9_.+-]{0,63}") && !name.contains("..");
        return good
                ? new Checked.Good(name)
                : new Checked.Wrong(
                        quoted(text)
                                + " is not a user's name: letters, digits and . _ + - , beginning"
                                + " with a letter or digit, without the domain");
    }

    /** Empty text keeps the one that there is. */
    static Checked password(String text, Draft draft) {
        try (Password password = new Password(text.getBytes(StandardCharsets.UTF_8))) {
            return text.isEmpty() || DatabaseName.isAskable(password)
                    ? new Checked.Good(text)
                    : new Checked.Wrong(
                            "a password is one word of at most "
                                    + DatabaseName.LONGEST
                                    + " octets");
        }
    }

    static Checked address(String text, Draft draft) {
        String whole = text.contains("@") ? text : text + "@" + draft.value(Key.HOST_DOMAIN);
        return EmailAddress.parse(whole)
                .<Checked>map(address -> new Checked.Good(address.toString()))
                .orElseGet(() ->
                        new Checked.Wrong(
                                quoted(text) + " is not an address such as ann@example.com"));
    }

    static Checked folder(String text, Draft draft) {
        Path conf = draft.facts().existing().file();
        try {
            Path folder = conf.getFileSystem().getPath(text).normalize();
            boolean good =
                    folder.isAbsolute()
                            && folder.getParent() != null
                            && text.chars().noneMatch(c -> c < ' ' || c == '"');
            return good
                    ? new Checked.Good(folder.toString())
                    : new Checked.Wrong(quoted(text) + " is not a path that begins with /");
        } catch (InvalidPathException _) {
            return new Checked.Wrong(quoted(text) + " is not a path of this system");
        }
    }

    /** Two kinds of files that know nothing of each other must not share a folder. */
    static Checked workFolder(String text, Draft draft) {
        Checked folder = folder(text, draft);
        return folder.equals(new Checked.Good(draft.value(Key.DROP_PATH)))
                ? new Checked.Wrong("that is drop_path; the servers' own files need another folder")
                : folder;
    }

    static Checked folderOrNone(String text, Draft draft) {
        return text.equalsIgnoreCase(NONE) ? new Checked.Good(NONE) : folder(text, draft);
    }

    static Checked systemUser(String text, Draft draft) {
        if (!text.matches("[a-z_][a-z0-9_-]{0,30}")) {
            return new Checked.Wrong(quoted(text) + " is not a name of a user of this system");
        }
        return !draft.value(Key.AUTHENT_METHOD).equals("unix_user") || text.equals("root")
                ? new Checked.Good(text)
                : new Checked.Wrong(
                        "with authent_method unix_user the servers have to run as root, to read the"
                                + " system's passwords and to own each user's mail for him");
    }

    static Checked port(String text, Draft draft) {
        boolean good = text.matches("[0-9]{1,5}") && isPort(Integer.parseInt(text));
        return good
                ? new Checked.Good(Integer.toString(Integer.parseInt(text)))
                : new Checked.Wrong(quoted(text) + " is not a port from 1 to 65535");
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65535;
    }

    static Checked otherPort(String text, Draft draft) {
        Checked port = port(text, draft);
        return port.equals(new Checked.Good(draft.value(Key.SMTP_PORT)))
                ? new Checked.Wrong("that is smtp_port; each server needs a port of its own")
                : port;
    }

    static Checked relay(String text, Draft draft) {
        String patterns = text.replaceAll("[\\s,]+", ",").toLowerCase(Locale.ROOT);
        return RelayCheck.problem(patterns)
                .<Checked>map(Checked.Wrong::new)
                .orElseGet(() -> new Checked.Good(patterns));
    }

    static String quoted(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (plain.length() > 60 ? plain.substring(0, 60) + "..." : plain) + "\"";
    }
}
