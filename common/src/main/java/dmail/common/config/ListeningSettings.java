package dmail.common.config;

import dmail.common.config.listen.IpLine;
import dmail.common.config.listen.IpType;
import dmail.common.config.listen.ListenLine;
import dmail.common.config.listen.ListenType;
import dmail.common.config.listen.PortLine;
import dmail.common.config.listen.PortType;
import dmail.common.config.type.SettingType;
import dmail.common.config.type.SettingTypes;
import java.nio.file.Path;

/**
 * The settings of the section Listening: addresses and ports. Lambdas, unlike references to
 * methods, load what reads a line only when there is one.
 */
public final class ListeningSettings {
    static final SettingTable TABLE = new SettingTable("Listening");

    public static final Setting<Integer> SMTP_PORT =
            TABLE.smtp("smtp_port", SettingTypes.PORT)
                    .ours()
                    .otherwise(25)
                    .does(
                            "The SMTP port on all addresses, unless there are listen or ip"
                                    + " lines for it; 0 means any free port.");

    public static final Setting<Integer> POP_PORT =
            TABLE.pop("pop_port", SettingTypes.PORT)
                    .otherwise(110)
                    .does(
                            "The POP3 port on all addresses, unless there are listen or ip"
                                    + " lines for it; 0 means any free port.");

    public static final Setting<Integer> SUBMISSION_PORT =
            TABLE.smtp("submission_port", SettingTypes.PORT)
                    .ours()
                    .otherwiseText("none")
                    .does(
                            "The port of submission on all addresses, usually 587. Clients must"
                                    + " log in there to send mail.");

    public static final Setting<Integer> SMTPS_PORT =
            TABLE.smtp("smtps_port", SettingTypes.PORT)
                    .ours()
                    .otherwiseText("none")
                    .does(
                            "The port of submission with TLS from the start (implicit TLS) on all"
                                    + " addresses, usually 465. It needs tls_certificate.");

    public static final Setting<Integer> POPS_PORT =
            TABLE.pop("pops_port", SettingTypes.PORT)
                    .ours()
                    .otherwiseText("none")
                    .does(
                            "The port of POP3 with TLS from the start (implicit TLS) on all"
                                    + " addresses, usually 995. It needs tls_certificate.");

    public static final Setting<ListenLine> LISTEN =
            TABLE.both(
                            "listen",
                            SettingType.line(
                                    ListenType.SYNTAX,
                                    (text, folder) -> ListenType.read(text, folder)))
                    .ours()
                    .repeatable()
                    .opensAccess()
                    .does(
                            "A listener: its addresses (an IPv6 address in brackets; no address,"
                                    + " or *, means all) and port (a number, or a name as in"
                                    + " services_file), its protocol (smtp, submission, pop or"
                                    + " control), and its encryption: none; tls, the default, for"
                                    + " STARTTLS or STLS; tls-required, where clients can do"
                                    + " nothing before that; ssl for TLS from the start."
                                    + " certificate is the file of its certificate, where that is"
                                    + " not the one of tls_certificate: PEM, or PKCS #12, which"
                                    + " the first line of certificate_password_file opens (the"
                                    + " empty password without it). key is the file of its key,"
                                    + " where that is another. The first listener of a protocol replaces that protocol's"
                                    + " port on all addresses. With enable false it is kept in the"
                                    + " file and not opened. While this machine lacks its address"
                                    + " the listener waits for it; with missing fail the server"
                                    + " does not start. Two listeners can't have the same address"
                                    + " and port. hostname and greeting are what the host is"
                                    + " called and greets with there, in place of all other lines"
                                    + " about that; the words of smtp_greeting are replaced in"
                                    + " the greeting. relay, max_size, max_rcpt, max_sessions,"
                                    + " max_sessions_per_ip, allow, deny, peer and proxy_protocol"
                                    + " say how its clients are treated; see dsmtp(8), Clients of"
                                    + " a listener.");

    public static final Setting<PortLine> PORT =
            TABLE.both(
                            "port",
                            SettingType.line(
                                    PortType.SYNTAX, (text, folder) -> PortType.read(text, folder)))
                    .ours()
                    .repeatable()
                    .opensAccess()
                    .does(
                            "A port that ip lines give to addresses: its number or the name that"
                                    + " services_file has for it, its protocol, and its"
                                    + " encryption and certificate as in a listen line, whose"
                                    + " certificate goes before the port's. No one listens on a port"
                                    + " that no address has.");

    public static final Setting<IpLine> IP =
            TABLE.both(
                            "ip",
                            SettingType.line(
                                    IpType.SYNTAX, (text, folder) -> IpType.read(text, folder)))
                    .ours()
                    .repeatable()
                    .opensAccess()
                    .does(
                            "The ports of an address of this machine, by the names of port lines;"
                                    + " * means all addresses. Each makes a listener of the name"
                                    + " <port>@<address>, such as mx@192.0.2.1, which listen lines"
                                    + " can say more of. missing holds for all of them; the"
                                    + " description is shown by tellsmtp ips. They replace"
                                    + " the protocol's port on all addresses, as listen lines"
                                    + " do. A port on all addresses excludes others of that"
                                    + " number. hostname is what the host is called at the"
                                    + " address, unless a listen or domain_group line says"
                                    + " otherwise.");

    public static final Setting<Path> SERVICES_FILE =
            TABLE.both("services_file", SettingTypes.PATH)
                    .ours()
                    .otherwiseText("/etc/services, for names that are not built in")
                    .does(
                            "A file of names of ports, with lines such as: MYPOP 8110/tcp. The"
                                    + " names SMTP, SUBMISSION, SMTPS, SUBMISSIONS, POP3, POP3S,"
                                    + " IMAP, LDAP, NNTP, HTTP, FTP and FINGER are built in; the"
                                    + " file may give them other numbers. The letter case of names"
                                    + " does not matter. A line that names no port is passed"
                                    + " over, with a warning.");

    private ListeningSettings() {}
}
