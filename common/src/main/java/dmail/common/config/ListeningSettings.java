package dmail.common.config;

import dmail.common.config.listen.ListenLine;
import dmail.common.config.listen.ListenType;
import dmail.common.config.type.SettingTypes;

/** The settings of the section Listening: addresses and ports. */
public final class ListeningSettings {
    static final SettingTable TABLE = new SettingTable("Listening");

    public static final Setting<Integer> SMTP_PORT =
            TABLE.smtp("smtp_port", SettingTypes.PORT)
                    .ours()
                    .onRestart()
                    .otherwise(25)
                    .does(
                            "The SMTP port on all addresses, unless there are listen lines for"
                                    + " it; 0 means any free port.");

    public static final Setting<Integer> POP_PORT =
            TABLE.pop("pop_port", SettingTypes.PORT)
                    .onRestart()
                    .otherwise(110)
                    .does(
                            "The POP3 port on all addresses, unless there are listen lines for"
                                    + " it; 0 means any free port.");

    public static final Setting<Integer> SUBMISSION_PORT =
            TABLE.smtp("submission_port", SettingTypes.PORT)
                    .ours()
                    .onRestart()
                    .otherwiseText("none")
                    .does(
                            "The port of submission on all addresses, usually 587. Clients must"
                                    + " log in there to send mail.");

    public static final Setting<Integer> SMTPS_PORT =
            TABLE.smtp("smtps_port", SettingTypes.PORT)
                    .ours()
                    .onRestart()
                    .otherwiseText("none")
                    .does(
                            "The port of submission with TLS from the start (implicit TLS) on all"
                                    + " addresses, usually 465. It needs tls_certificate.");

    public static final Setting<Integer> POPS_PORT =
            TABLE.pop("pops_port", SettingTypes.PORT)
                    .ours()
                    .onRestart()
                    .otherwiseText("none")
                    .does(
                            "The port of POP3 with TLS from the start (implicit TLS) on all"
                                    + " addresses, usually 995. It needs tls_certificate.");

    public static final Setting<ListenLine> LISTEN =
            TABLE.both("listen", ListenType.LISTEN)
                    .ours()
                    .repeatable()
                    .opensAccess()
                    .onRestart()
                    .does(
                            "A listener: its addresses (an IPv6 address in brackets; no address"
                                    + " means all), its protocol, and its encryption: tls, the"
                                    + " default, for STARTTLS or STLS, ssl for TLS from the"
                                    + " start. The first listener of a protocol replaces that"
                                    + " protocol's port on all addresses.");

    private ListeningSettings() {}
}
