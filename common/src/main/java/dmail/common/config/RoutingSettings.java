package dmail.common.config;

import static dmail.common.config.type.MeasureTypes.seconds;

import dmail.common.config.type.AliasDomainLine;
import dmail.common.config.type.AliasDomainType;
import dmail.common.config.type.ForwardLine;
import dmail.common.config.type.ForwardType;
import dmail.common.config.type.SettingTypes;
import java.nio.file.Path;
import java.time.Duration;

/** The settings of the section Routing: forwards, aliases and programs for local addresses. */
public final class RoutingSettings {
    static final SettingTable TABLE = new SettingTable("Routing");

    private static final Duration DAY = Duration.ofDays(1);

    public static final Setting<ForwardLine> FORWARD =
            TABLE.smtp("forward", ForwardType.FORWARD)
                    .repeatable()
                    .does(
                            "Forwards mail for matching addresses, in any domain, to other"
                                    + " addresses or to a program, before any other lookup. The"
                                    + " first matching line is used. %1 to %9 in the new address"
                                    + " stand for what each * of the pattern matched.");

    public static final Setting<ForwardLine> FORWARD_CC =
            TABLE.smtp("forward_cc", ForwardType.FORWARD)
                    .repeatable()
                    .does(
                            "As forward, but the mail is also delivered as without this line, and"
                                    + " all matching lines are used.");

    public static final Setting<Path> ALIAS_FILE =
            TABLE.smtp("alias_file", SettingTypes.PATH)
                    .does(
                            "The alias file of all local domains, in the form of sendmail's."
                                    + " Names in it without a domain are in the main domain. It"
                                    + " is reread when it changes.");

    public static final Setting<AliasDomainLine> ALIAS_FILE_DOMAIN =
            TABLE.smtp("alias_file_domain", AliasDomainType.ALIAS_DOMAIN)
                    .repeatable()
                    .does("The alias file of one domain, which is looked up before alias_file.");

    public static final Setting<Boolean> ALIAS_FALLTHROUGH =
            TABLE.smtp("alias_fallthrough", SettingTypes.SWITCH)
                    .otherwise(true)
                    .does(
                            "Whether a name that a domain's own alias file doesn't have is looked"
                                    + " up in alias_file.");

    public static final Setting<Path> VIRT_USER_PRE =
            TABLE.smtp("virt_user_pre", SettingTypes.PATH)
                    .does(
                            "A table in the form of sendmail's virtusertable, for any domain: an"
                                    + " address or @domain, and the address that it expands to,"
                                    + " with %1 for the local part, or error:reason to reject it.");

    public static final Setting<Boolean> NO_DOTFORWARD =
            TABLE.smtp("no_dotforward", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether the .forward files in the home folders of unix_user's users"
                                    + " are ignored. Then a file beside the drop file, with .fwd"
                                    + " behind its name, is read, as for all other users.");

    public static final Setting<Duration> PROGRAM_TIMEOUT =
            TABLE.smtp("program_timeout", seconds(Duration.ofSeconds(1), DAY))
                    .ours()
                    .otherwise(Duration.ofMinutes(5))
                    .does("The time in which a program must read a message and exit.");

    public static final Setting<String> PROGRAM_USER =
            TABLE.smtp("program_user", SettingTypes.USER)
                    .ours()
                    .otherwise("nobody")
                    .does(
                            "The user as whom the programs of forward lines and alias files run"
                                    + " when dsmtp runs as root; else they run as the user of"
                                    + " dsmtp.");

    private RoutingSettings() {}
}
