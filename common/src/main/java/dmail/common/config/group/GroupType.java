package dmail.common.config.group;

import dmail.common.address.IpLiteral;
import dmail.common.config.binding.BindingRef;
import dmail.common.config.listen.ObjectLine;
import dmail.common.config.type.GreetingType;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.SettingType;
import dmail.common.config.type.SettingTypes;
import dmail.common.config.type.Shown;
import dmail.common.config.type.Words;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The arguments of a {@code domain_group} line. */
public final class GroupType {
    private static final Pattern NAME = Pattern.compile("[^\\s:]{1,64}");

    public static final String SYNTAX =
            "<group> domain <domain> | <group> vdomain <prefix> | <group> bind_to <address>|any |"
                    + " <group> local_host <domain> | <group> smtp_greeting <text> |"
                    + " <group> pop_greeting <text> |"
                    + " <group> binding <binding>|group:<binding group> |"
                    + " <group> bounces_from <address> | <group> dedicated true|false |"
                    + " <group> certificate <file> | <group> key <file> |"
                    + " <group> certificate_password_file <file>";

    private GroupType() {}

    /** {@return the line with these arguments} */
    public static Parsed<GroupLine> read(String text, Path folder) {
        ObjectLine line = ObjectLine.of(text);
        return NAME.matcher(line.name()).matches()
                ? readOption(line.option(), line.value(), folder)
                        .map(option -> new GroupLine(line.name(), option))
                : Parsed.bad("a group's name of at most 64 characters, without : must come first");
    }

    private static Parsed<GroupOption> readOption(String option, String value, Path folder) {
        return switch (option) {
            case "domain" -> one(SettingTypes.DOMAIN, value, folder).map(GroupOption.OfDomain::new);
            case "vdomain" -> oneWord(value).map(GroupType::ofVdomain);
            case "bind_to" -> oneWord(value).then(GroupType::bindTo);
            case "local_host" ->
                    one(SettingTypes.DOMAIN.orBlank(), value, folder)
                            .map(GroupOption.LocalHost::new);
            case "smtp_greeting" ->
                    one(GreetingType.SMTP.orBlank(), value, folder)
                            .map(GroupOption.SmtpGreeting::new);
            case "pop_greeting" ->
                    one(GreetingType.POP.orBlank(), value, folder)
                            .map(GroupOption.PopGreeting::new);
            case "binding" -> binding(value);
            case "bounces_from" ->
                    one(SettingTypes.ADDRESS.orBlank(), value, folder)
                            .map(GroupOption.BouncesFrom::new);
            case "dedicated" ->
                    one(SettingTypes.SWITCH, value, folder).map(GroupOption.Dedicated::new);
            case "certificate" ->
                    one(SettingTypes.PATH.orBlank(), value, folder)
                            .map(GroupOption.Certificate::new);
            case "key" -> one(SettingTypes.PATH.orBlank(), value, folder).map(GroupOption.Key::new);
            case "certificate_password_file" ->
                    one(SettingTypes.PATH.orBlank(), value, folder)
                            .map(GroupOption.PasswordFile::new);
            case "" ->
                    Parsed.bad("an option is missing, as in: domain_group one bind_to 192.0.2.1");
            default -> Parsed.bad(unknown(option));
        };
    }

    private static String unknown(String option) {
        return Shown.quoted(option)
                + " is no option of a group; domain, vdomain, bind_to, local_host, smtp_greeting,"
                + " pop_greeting, bounces_from, binding, dedicated, certificate, key and"
                + " certificate_password_file are, as in: domain_group one bind_to 192.0.2.1";
    }

    /** What is no name is kept as one that there is not, since mail must not leave by another. */
    private static Parsed<GroupOption> binding(String value) {
        if (value.isEmpty()) {
            return Parsed.bad("a binding or group:<binding group> must follow the option");
        }
        return Parsed.good(
                new GroupOption.Binding(
                        switch (oneWord(value).then(BindingRef::parse)) {
                            case Parsed.Good<BindingRef>(var use) -> use;
                            case Parsed.Bad<BindingRef> _ -> new BindingRef.One(value);
                        }));
    }

    private static <T> Parsed<T> one(SettingType<T> type, String value, Path folder) {
        return type.read(value, folder).map(List::getFirst);
    }

    private static GroupOption ofVdomain(String word) {
        return new GroupOption.OfVdomain(word.toLowerCase(Locale.ROOT));
    }

    private static Parsed<GroupOption> bindTo(String word) {
        if (word.equalsIgnoreCase("any")) {
            return Parsed.good(new GroupOption.BindTo(Optional.empty()));
        }
        return Parsed.of(
                        IpLiteral.parse(word).filter(GroupType::isOfOneInterface),
                        "an IP address, without brackets, or any must follow bind_to")
                .map(address -> new GroupOption.BindTo(Optional.of(address)));
    }

    private static boolean isOfOneInterface(InetAddress address) {
        return !address.isAnyLocalAddress() && !address.isMulticastAddress();
    }

    private static Parsed<String> oneWord(String value) {
        return Words.split(value)
                .then(words ->
                        words.size() == 1
                                ? Parsed.good(words.getFirst())
                                : Parsed.bad("one word must follow the option"));
    }
}
