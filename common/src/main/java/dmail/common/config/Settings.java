package dmail.common.config;

import static dmail.common.config.MeasureTypes.hours;
import static dmail.common.config.MeasureTypes.kilobytes;
import static dmail.common.config.MeasureTypes.megabytes;
import static dmail.common.config.MeasureTypes.minutes;
import static dmail.common.config.MeasureTypes.seconds;
import static dmail.common.config.SettingTypes.number;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.address.IpPattern;
import dmail.common.address.Wildcard;
import dmail.common.log.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one table of settings. Here stand those that the programs ask for; its other rows, which are
 * only known, are in {@link LaterSettings}, {@link PlannedSettings} and {@link RetiredSettings}.
 */
public final class Settings {
    private static final SettingTable TABLE = new SettingTable();

    private static final Duration DAY = Duration.ofDays(1);

    // ---- Domains
    static {
        TABLE.section("Domains");
    }

    public static final Setting<Domain> HOST_DOMAIN =
            TABLE.both("host_domain", SettingTypes.DOMAIN)
                    .repeatable()
                    .does(
                            "A local domain. The first is the main domain, the server's identity;"
                                    + " the others are names for the same mailboxes. At least one"
                                    + " is needed.");

    public static final Setting<VdomainLine> VDOMAIN =
            TABLE.both("vdomain", VdomainType.VDOMAIN)
                    .repeatable()
                    .does(
                            "A virtual domain: the prefix of its account names, the local IP"
                                    + " address or the end of the login name that selects it, its"
                                    + " mail domain, and the folder of its drop files. Without the"
                                    + " second part, logins end in @ and the domain. Lines of one"
                                    + " prefix add suffixes and addresses to one domain.");

    public static final Setting<Boolean> DROP_PREFIX =
            TABLE.both("drop_prefix", SettingTypes.SWITCH)
                    .otherwise(true)
                    .does(
                            "Whether the drop files of virtual domains carry the prefix:"
                                    + " acme_fred or fred.");

    public static final Setting<Character> VDOMAIN_SEPARATOR =
            TABLE.both("vdomain_separator", SettingTypes.SEPARATOR)
                    .otherwise('_')
                    .does("The character between a virtual domain's prefix and the user's name.");

    public static final Setting<Domain> LOCAL_HOST =
            TABLE.both("local_host", SettingTypes.DOMAIN)
                    .ours()
                    .otherwiseText("the first host_domain")
                    .does("The name that the servers give themselves in greetings and headers.");

    public static final Setting<EmailAddress> SYSADMIN =
            TABLE.smtp("sysadmin", SettingTypes.ADDRESS)
                    .otherwiseText("postmaster at the first host_domain")
                    .does(
                            "The administrator, anywhere, who gets the mail for a postmaster that is"
                                    + " no user.");

    // ---- Files
    static {
        TABLE.section("Files");
    }

    public static final Setting<Path> DROP_PATH =
            TABLE.both("drop_path", SettingTypes.PATH)
                    .does("The folder of the main domain's drop files. It is needed.");

    public static final Setting<Path> WORK_PATH =
            TABLE.both("work_path", SettingTypes.PATH)
                    .onRestart()
                    .does(
                            "The folder of the servers' own files: queue, indexes, locks, control"
                                    + " sockets. It is needed.");

    public static final Setting<Integer> HASH_SPOOL =
            TABLE.both("hash_spool", number(0, 2))
                    .otherwise(0)
                    .does(
                            "Levels of folders with one letter each between the drop folder and"
                                    + " the drop files; 2 suits more than 20,000 users.");

    public static final Setting<Boolean> USE_FLOCK =
            TABLE.both("use_flock", SettingTypes.SWITCH)
                    .otherwise(true)
                    .does("Whether drop files are locked with fcntl, besides their lock files.");

    public static final Setting<String> LOCK_ID =
            TABLE.both("lock_id", SettingTypes.text("<name>"))
                    .otherwiseText("the host's name")
                    .does(
                            "A name of this machine in lock files, different on each machine that"
                                    + " shares the drop files. Locking is on without it, too.");

    public static final Setting<Size> DROP_MAX =
            TABLE.smtp("drop_max", kilobytes())
                    .otherwiseText("no limit")
                    .does(
                            "The size up to which mail is added to a drop file. A user whose entry"
                                    + " in the users' data base has a field such as quota=\"20m\""
                                    + " has that size instead; a number alone means kilobytes."
                                    + " Mail that is in the user's own store does not count.");

    public static final Setting<Boolean> QUOTA_BOUNCE =
            TABLE.smtp("quota_bounce", SettingTypes.SWITCH)
                    .ours()
                    .otherwise(false)
                    .does(
                            "Whether mail for a drop file that is as large as drop_max or the"
                                    + " user's quota allows is refused for good, with 552 5.2.2,"
                                    + " instead of for now, with 452 4.2.2.");

    public static final Setting<Boolean> ALLOWDUP =
            TABLE.smtp("allowdup", SettingTypes.SWITCH)
                    .otherwise(true)
                    .does(
                            "Whether a drop file gets as many copies of a message as there are"
                                    + " addresses among its recipients that lead to it. What"
                                    + " aliases and forwards make of one address comes once.");

    public static final Setting<Boolean> ADD_STATUS =
            TABLE.pop("add_status", SettingTypes.SWITCH)
                    .otherwise(true)
                    .does(
                            "Whether dpop notes in a Status header, when it rewrites a drop file"
                                    + " anyway, which messages have been read.");

    public static final Setting<Path> BIN_PATH =
            TABLE.pop("bin_path", SettingTypes.PATH)
                    .otherwiseText("drop files are served where they are")
                    .does(
                            "The folder of the users' own message stores, to which dpop moves the"
                                    + " mail of a drop file at login. One dpop has it to itself."
                                    + " When it is changed or taken out, each user's mail moves"
                                    + " at the next login.");

    public static final Setting<Boolean> HASH_BINDIR =
            TABLE.pop("hash_bindir", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether there are levels of folders below bin_path as well: as many"
                                    + " as hash_spool says, at least one.");

    public static final Setting<Double> BIN_PFULL =
            TABLE.pop("bin_pfull", SettingTypes.SHARE)
                    .otherwise(0.5)
                    .does(
                            "The share of a store that must be mail not yet deleted; with less it"
                                    + " is written anew in the background. 0 means never.");

    public static final Setting<Boolean> USE_DROP =
            TABLE.pop("use_drop", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether the mail of all users stays in their drop files, whatever"
                                    + " bin_path says; what is in stores goes back there.");

    public static final Setting<Wildcard> DROP_USERS =
            TABLE.pop("drop_users", SettingTypes.WILDCARDS)
                    .repeatable()
                    .does(
                            "Users, by the names that the users' data base knows, whose mail"
                                    + " stays in their drop files for other programs to read; what"
                                    + " is in their stores goes back there.");

    // ---- Users
    static {
        TABLE.section("Users");
    }

    public static final Setting<AuthentMethod> AUTHENT_METHOD =
            TABLE.both("authent_method", SettingTypes.METHOD)
                    .otherwiseText("internal if there is a users file, else unix_user")
                    .does(
                            "The user data base: internal is the users_file, external asks"
                                    + " authent_process, unix_user takes the system's users.");

    public static final Setting<Path> USERS_FILE =
            TABLE.both("users_file", SettingTypes.PATH)
                    .ours()
                    .otherwiseText("nwauth.txt in work_path")
                    .does("The text file of users and password hashes that nwauth keeps.");

    public static final Setting<String> AUTHENT_PROCESS =
            TABLE.both("authent_process", SettingTypes.COMMAND)
                    .does("The program that authent_method external asks, with its arguments.");

    public static final Setting<Integer> AUTHENT_NUMBER =
            TABLE.both("authent_number", number(1, 1000))
                    .otherwise(2)
                    .does("How many copies of authent_process run at a time.");

    public static final Setting<Duration> AUTHENT_TIMEOUT =
            TABLE.both("authent_timeout", seconds(Duration.ofSeconds(1), DAY))
                    .otherwise(Duration.ofSeconds(10))
                    .does("The time that authent_process has for one answer.");

    public static final Setting<Integer> AUTHENT_CACHE =
            TABLE.both("authent_cache", number(0, 10_000_000))
                    .otherwise(1000)
                    .does("How many answers of the user data base are kept.");

    public static final Setting<Boolean> AUTH_NOCACHE =
            TABLE.both("auth_nocache", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does("Whether the user data base is asked each time, past the cache.");

    public static final Setting<Boolean> AUTHENT_DOMAIN =
            TABLE.both("authent_domain", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether the user data base knows users as user@domain rather than as"
                                    + " user, or prefix_user in a virtual domain.");

    // ---- Relaying
    static {
        TABLE.section("Relaying");
    }

    public static final Setting<IpPattern> FORWARD_FROM_IP =
            TABLE.smtp("forward_from_ip", SettingTypes.IP_PATTERNS)
                    .repeatable()
                    .opensAccess()
                    .otherwiseText("127.0.0.0/8,::1")
                    .does("Clients that may send mail to other domains than ours.");

    public static final Setting<Boolean> RELAY_OPEN =
            TABLE.smtp("relay_open", SettingTypes.SWITCH)
                    .ours()
                    .opensAccess()
                    .otherwise(false)
                    .does(
                            "Whether everybody may send mail to other domains when there is no"
                                    + " relay rule, as in the original. Spammers find such a server"
                                    + " within hours.");

    public static final Setting<Wildcard> FORWARD_FROM =
            TABLE.smtp("forward_from", SettingTypes.WILDCARDS)
                    .repeatable()
                    .opensAccess()
                    .does(
                            "Domains whose senders may send mail to other domains than ours,"
                                    + " whatever client they use. Anybody can claim to be such a"
                                    + " sender, so spammers will.");

    public static final Setting<Wildcard> RELAY_TO =
            TABLE.smtp("relay_to", SettingTypes.WILDCARDS)
                    .repeatable()
                    .opensAccess()
                    .does(
                            "Domains of others to which everybody may send mail through this"
                                    + " server, such as those whose second mail exchanger it is.");

    public static final Setting<Wildcard> FORWARD_USER =
            TABLE.both("forward_user", RelayTypes.USERS)
                    .repeatable()
                    .opensAccess()
                    .does(
                            "Users whose POP login lets the address they came from send mail to"
                                    + " other domains than ours for a while: patterns over"
                                    + " user@domain, or over the user alone when they have no @."
                                    + " true means all users, false none.");

    public static final Setting<Duration> FORWARD_WINDOW =
            TABLE.smtp("forward_window", minutes(Duration.ofMinutes(1), Duration.ofDays(7)))
                    .opensAccess()
                    .otherwise(Duration.ofMinutes(30))
                    .does("How long forward_user holds after a login.");

    public static final Setting<String> HIDE_AUTH =
            TABLE.smtp("hide_auth", RelayTypes.HIDE_AUTH)
                    .otherwiseText("nobody")
                    .does(
                            "Clients to which AUTH is not offered: recentpop means those that"
                                    + " forward_user lets relay now. This version offers AUTH to"
                                    + " nobody, so all is hidden either way.");

    // ---- Routing
    static {
        TABLE.section("Routing");
    }

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

    // ---- Footers and archive
    static {
        TABLE.section("Footers and archive");
    }

    public static final Setting<FooterLine> ADD_FOOTER =
            TABLE.smtp("add_footer", FooterType.FOOTER)
                    .repeatable()
                    .does(
                            "A text file that is added to the end of messages from senders of some"
                                    + " domains, as patterns: *.example. The first line that covers"
                                    + " the sender counts. A file given without a folder is looked"
                                    + " for in dsmtp_path.");

    public static final Setting<Path> DSMTP_PATH =
            TABLE.smtp("dsmtp_path", SettingTypes.PATH)
                    .otherwiseText("the folder of dmail.conf")
                    .does("The folder of the files of add_footer.");

    public static final Setting<Path> ARCHIVE_PATH =
            TABLE.smtp("archive_path", SettingTypes.PATH)
                    .ours()
                    .otherwiseText("none; no copies are kept")
                    .does(
                            "The folder in which a copy of each accepted message is kept, in a"
                                    + " folder for each day. A message of which no copy can be"
                                    + " written is not accepted for the moment.");

    public static final Setting<String> ARCHIVE_BATCH =
            TABLE.smtp("archive_batch", SettingTypes.COMMAND)
                    .does(
                            "A program that is run when a day is over, once for each folder of"
                                    + " archive_path that is left from the days before; the folder"
                                    + " is its last argument.");

    // ---- Bans and filters
    static {
        TABLE.section("Bans and filters");
    }

    public static final Setting<IpPattern> BAN_IP =
            TABLE.smtp("ban_ip", SettingTypes.IP_PATTERNS)
                    .repeatable()
                    .does("Clients that are not served: they are told so and disconnected.");

    public static final Setting<IpPattern> BAN_IP_EXCEPT =
            TABLE.smtp("ban_ip_except", SettingTypes.IP_PATTERNS)
                    .repeatable()
                    .does("Clients that ban_ip does not mean.");

    public static final Setting<Wildcard> BAN_MAILFROM =
            TABLE.smtp("ban_mailfrom", SettingTypes.WILDCARDS)
                    .repeatable()
                    .does(
                            "Senders that are refused, as patterns over the whole address, in any"
                                    + " letter case: *@spam.example is the domain alone,"
                                    + " *@*.spam.example all below it.");

    public static final Setting<Wildcard> BAN_RCPTTO =
            TABLE.smtp("ban_rcptto", SettingTypes.WILDCARDS)
                    .repeatable()
                    .does("Recipients that are refused, as patterns over the whole address.");

    // ---- Limits
    static {
        TABLE.section("Limits");
    }

    public static final Setting<Size> MAX_SIZE =
            TABLE.smtp("max_size", kilobytes())
                    .ours()
                    .otherwise(Size.ofKilobytes(51200))
                    .does("The largest message taken; 0 means any size.");

    public static final Setting<Integer> MAX_RCPTS =
            TABLE.smtp("max_rcpts", number(1, 1_000_000))
                    .otherwise(1000)
                    .does("The most recipients of one message.");

    public static final Setting<Integer> MAX_ERRORS =
            TABLE.smtp("max_errors", number(1, 1_000_000))
                    .ours()
                    .otherwise(20)
                    .does("After so many refused commands the connection is closed.");

    public static final Setting<Integer> MAX_SESSIONS =
            TABLE.both("max_sessions", number(1, 1_000_000))
                    .ours()
                    .otherwise(10_000)
                    .does("The most connections at a time, of each server.");

    public static final Setting<Integer> MAX_SESSIONS_PER_IP =
            TABLE.both("max_sessions_per_ip", number(1, 1_000_000))
                    .ours()
                    .otherwise(50)
                    .does("The most connections at a time from one address; loopback is exempt.");

    public static final Setting<Duration> SMTP_TIMEOUT =
            TABLE.smtp("smtp_timeout", seconds(Duration.ofSeconds(1), DAY))
                    .ours()
                    .otherwise(Duration.ofMinutes(5))
                    .does("A client that sends nothing for so long is disconnected.");

    public static final Setting<Duration> POP_TIMEOUT =
            TABLE.pop("pop_timeout", seconds(Duration.ofMinutes(10), DAY))
                    .ours()
                    .otherwise(Duration.ofMinutes(10))
                    .does(
                            "A client that sends nothing for so long is disconnected; nothing is"
                                    + " deleted. RFC 1939 asks for at least 10 minutes.");

    public static final Setting<Size> MIN_SPACE =
            TABLE.both("min_space", megabytes())
                    .otherwise(Size.ofMegabytes(10))
                    .does(
                            "The space to be left on the disk of work_path. With less the sysadmin"
                                    + " is warned; with less than nine tenths of it mail is refused"
                                    + " for a time. With less on the disk of bin_path dpop leaves"
                                    + " new mail in the drop files. 0 means that nobody looks.");

    public static final Setting<Integer> MIN_INODES =
            TABLE.smtp("min_inodes", number(0, Integer.MAX_VALUE))
                    .ours()
                    .otherwise(1000)
                    .does(
                            "The same for the number of files that the file system has room for,"
                                    + " where it counts them.");

    // ---- Queue
    static {
        TABLE.section("Queue");
    }

    public static final Setting<Duration> RETRY_INTERVAL =
            TABLE.smtp("retry_interval", seconds(Duration.ofSeconds(1), Duration.ofDays(7)))
                    .ours()
                    .otherwise(Duration.ofHours(2))
                    .does("The time between two attempts to deliver a message.");

    public static final Setting<Duration> MAX_RETRYTIME =
            TABLE.smtp("max_retrytime", hours(Duration.ofMinutes(1), Duration.ofDays(365)))
                    .otherwise(Duration.ofDays(4))
                    .does("How long a message is tried before it goes back to its sender.");

    public static final Setting<Boolean> BOUNCE_BODY =
            TABLE.smtp("bounce_body", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether mail that can't be delivered comes back with its text, up to"
                                    + " 1 MB, where the sender asked for neither (RET of RFC 3461).");

    // ---- Sending to other hosts
    static {
        TABLE.section("Sending to other hosts");
    }

    public static final Setting<GatewayLine> GATEWAY =
            TABLE.smtp("gateway", GatewayType.GATEWAY)
                    .repeatable()
                    .does(
                            "Hosts to which mail for some domains is sent, in this order, whatever"
                                    + " DNS says of these domains; * is every domain. A host is a"
                                    + " name or an IP address, an IPv6 address in brackets, and may"
                                    + " have a port. Of several lines the first that covers a"
                                    + " domain counts.");

    public static final Setting<HostPlace> DNS_HOST =
            TABLE.smtp("dns_host", HostPlace.NAME_SERVER)
                    .repeatable()
                    .otherwiseText("the name servers of /etc/resolv.conf, and /etc/hosts")
                    .does(
                            "A name server to ask, by its IP address, in place of the system's name"
                                    + " servers and its hosts file. It must look names up for us,"
                                    + " that is, be a recursive one.");

    public static final Setting<Duration> DNS_TIMEOUT =
            TABLE.smtp("dns_timeout", seconds(Duration.ofSeconds(1), Duration.ofHours(1)))
                    .otherwise(Duration.ofSeconds(20))
                    .does(
                            "The time that the name servers together have for an answer. Mail whose"
                                    + " domain could not be looked up stays in the queue.");

    public static final Setting<Integer> DNS_CACHE =
            TABLE.smtp("dns_cache", number(0, 1_000_000))
                    .ours()
                    .otherwise(1000)
                    .does(
                            "How many answers of DNS are kept in memory, each for as long as it"
                                    + " says itself and at most for two hours.");

    public static final Setting<Boolean> DNS_DISK_DISABLE =
            TABLE.smtp("dns_disk_disable", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether good answers of DNS are not kept on disk. Kept ones are used"
                                    + " when a name server says later that the domain doesn't"
                                    + " exist.");

    public static final Setting<Integer> REMOTE_SMTP_PORT =
            TABLE.smtp("remote_smtp_port", number(1, 65535))
                    .ours()
                    .otherwise(25)
                    .does("The port of other hosts, where no gateway line names one.");

    public static final Setting<Boolean> RELAY_TO_SELF =
            TABLE.smtp("relay_to_self", SettingTypes.SWITCH)
                    .ours()
                    .otherwise(false)
                    .does(
                            "Whether mail for other domains may go to this machine's own addresses"
                                    + " if DNS says so: for tests with several servers on one"
                                    + " machine.");

    // ---- Logs
    static {
        TABLE.section("Logs");
    }

    public static final Setting<Level> LOG_LEVEL =
            TABLE.both("log_level", SettingTypes.LOG_LEVEL)
                    .otherwise(Level.INFO)
                    .does("How much is logged.");

    public static final Setting<Path> LOG_PATH =
            TABLE.both("log_path", SettingTypes.PATH)
                    .ours()
                    .otherwiseText("none; logs go to standard error")
                    .does("The folder of the log files dsmtp.log and dpop.log.");

    public static final Setting<Size> MAX_LOG_SIZE =
            TABLE.both("max_log_size", kilobytes())
                    .otherwise(Size.ofMegabytes(10))
                    .does("The size at which a new log file is begun; 0 means never.");

    public static final Setting<Integer> ROTATED_LOGS =
            TABLE.both("rotated_logs", number(0, 1000))
                    .otherwise(10)
                    .does("How many old log files are kept.");

    public static final Setting<Integer> MAX_LOGLEN =
            TABLE.both("max_loglen", number(200, Integer.MAX_VALUE))
                    .otherwise(2000)
                    .does("The longest line of the log, in characters; longer ones are cut.");

    public static final Setting<Boolean> ONELINE_STATS =
            TABLE.smtp("oneline_stats", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether a line for each recipient whose mail was delivered or given up"
                                    + " is written to dmDDMM.log, a file for each day, in log_path,"
                                    + " or else in work_path.");

    // ---- Control
    static {
        TABLE.section("Control");
    }

    public static final Setting<IpPattern> MANAGER_IP_ADDRESS =
            TABLE.both("manager_ip_address", SettingTypes.IP_PATTERNS)
                    .repeatable()
                    .opensAccess()
                    .does(
                            "Clients from which tellsmtp and tellpop may control the servers over"
                                    + " the network, once tellsmtp set_password has set a"
                                    + " password. Without it that is not possible from anywhere.");

    // ---- Listening
    static {
        TABLE.section("Listening");
    }

    public static final Setting<Integer> SMTP_PORT =
            TABLE.smtp("smtp_port", SettingTypes.PORT)
                    .ours()
                    .onRestart()
                    .otherwise(25)
                    .does(
                            "The port of SMTP on all addresses, unless listen lines say where; 0"
                                    + " means any free port.");

    public static final Setting<Integer> POP_PORT =
            TABLE.pop("pop_port", SettingTypes.PORT)
                    .onRestart()
                    .otherwise(110)
                    .does(
                            "The port of POP3 on all addresses, unless listen lines say where; 0"
                                    + " means any free port.");

    public static final Setting<ListenLine> LISTEN =
            TABLE.both("listen", ListenType.LISTEN)
                    .ours()
                    .repeatable()
                    .opensAccess()
                    .onRestart()
                    .does(
                            "A listener: its places (an IPv6 address in brackets; no address means"
                                    + " all) and what is spoken there. The first listener of a"
                                    + " protocol replaces that protocol's port on all addresses.");

    /** All settings, in the order of the manual page. */
    public static final List<Setting<?>> ALL = all();

    private static final Map<String, Setting<?>> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Setting::name, Function.identity()));

    private Settings() {}

    private static List<Setting<?>> all() {
        LaterSettings.addTo(TABLE);
        PlannedSettings.addTo(TABLE);
        RetiredSettings.addTo(TABLE);
        return TABLE.rows();
    }

    /** {@return the setting of that name, in any letter case} */
    public static Optional<Setting<?>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }
}
