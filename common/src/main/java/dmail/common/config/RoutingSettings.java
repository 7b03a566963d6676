package dmail.common.config;

import static dmail.common.config.type.MeasureTypes.seconds;

import dmail.common.config.type.AliasDomainLine;
import dmail.common.config.type.AliasDomainType;
import dmail.common.config.type.ForwardLine;
import dmail.common.config.type.ForwardType;
import dmail.common.config.type.SettingTypes;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of the section Routing: where mail for local addresses goes: forwards, aliases,
 * programs.
 */
public final class RoutingSettings {
    static final SettingTable TABLE = new SettingTable("Routing");

    private static final Duration DAY = Duration.ofDays(1);

    public static final Setting<ForwardLine> FORWARD =
            TABLE.smtp("forward", ForwardType.FORWARD)
                    .repeatable()
                    .does(
                            "Leads mail for some addresses, of whatever domain, to others or to a"
                                    + " program, before anything else is looked at; the first line"
                                    + " that fits counts. %1 to %9 in the new address stand for"
                                    + " what each * of the pattern covered.");

    public static final Setting<ForwardLine> FORWARD_CC =
            TABLE.smtp("forward_cc", ForwardType.FORWARD)
                    .repeatable()
                    .does(
                            "As forward, but the mail goes where it would without as well; each"
                                    + " line that fits counts.");

    public static final Setting<Path> ALIAS_FILE =
            TABLE.smtp("alias_file", SettingTypes.PATH)
                    .does(
                            "A file of aliases in the form of sendmail's for all our domains."
                                    + " Names without a domain in it are the main domain's. It is"
                                    + " read again when it changes.");

    public static final Setting<AliasDomainLine> ALIAS_FILE_DOMAIN =
            TABLE.smtp("alias_file_domain", AliasDomainType.ALIAS_DOMAIN)
                    .repeatable()
                    .does("A file of aliases of one domain, which goes before alias_file.");

    public static final Setting<Boolean> ALIAS_FALLTHROUGH =
            TABLE.smtp("alias_fallthrough", SettingTypes.SWITCH)
                    .otherwise(true)
                    .does(
                            "Whether alias_file is also looked at for a domain with a file of its"
                                    + " own that doesn't have the name.");

    public static final Setting<Path> VIRT_USER_PRE =
            TABLE.smtp("virt_user_pre", SettingTypes.PATH)
                    .does(
                            "A table in the form of sendmail's virtusertable: addresses or"
                                    + " @domain, of whatever domain, and whom each means, with %1"
                                    + " for the local part, or error:reason for nobody.");

    public static final Setting<Boolean> NO_DOTFORWARD =
            TABLE.smtp("no_dotforward", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether the .forward files in the home folders of unix_user's users"
                                    + " are left unread. A file beside the drop file, with .fwd"
                                    + " behind its name, then counts, as for all other users.");

    public static final Setting<Duration> PROGRAM_TIMEOUT =
            TABLE.smtp("program_timeout", seconds(Duration.ofSeconds(1), DAY))
                    .ours()
                    .otherwise(Duration.ofMinutes(5))
                    .does("The time that a program has to read a message and to end.");

    public static final Setting<String> PROGRAM_USER =
            TABLE.smtp("program_user", SettingTypes.USER)
                    .ours()
                    .otherwise("nobody")
                    .does(
                            "Whose rights the programs of forward lines and alias files get when"
                                    + " dsmtp runs as root; else they get dsmtp's own.");

    private RoutingSettings() {}
}
