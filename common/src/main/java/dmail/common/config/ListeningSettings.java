package dmail.common.config;

import dmail.common.config.type.ListenLine;
import dmail.common.config.type.ListenType;
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
                            "The port of SMTP on all addresses, unless listen lines say where; 0"
                                    + " means any free port.");

    public static final Setting<Integer> POP_PORT =
            TABLE.pop("pop_port", SettingTypes.PORT)
                    .onRestart()
                    .otherwise(110)
                    .does(
                            "The port of POP3 on all addresses, unless listen lines say where; 0"
                                    + " means any free port.");

    public static final Setting<Integer> SUBMISSION_PORT =
            TABLE.smtp("submission_port", SettingTypes.PORT)
                    .ours()
                    .onRestart()
                    .otherwiseText("none")
                    .does(
                            "The port, usually 587, at which users' programs log in and submit"
                                    + " mail, on all addresses; nobody sends mail there who has not"
                                    + " logged in.");

    public static final Setting<Integer> SMTPS_PORT =
            TABLE.smtp("smtps_port", SettingTypes.PORT)
                    .ours()
                    .onRestart()
                    .otherwiseText("none")
                    .does(
                            "The port, usually 465, of submission that is encrypted from its"
                                    + " beginning, on all addresses. It needs tls_certificate.");

    public static final Setting<Integer> POPS_PORT =
            TABLE.pop("pops_port", SettingTypes.PORT)
                    .ours()
                    .onRestart()
                    .otherwiseText("none")
                    .does(
                            "The port, usually 995, of POP3 that is encrypted from its beginning,"
                                    + " on all addresses. It needs tls_certificate.");

    public static final Setting<ListenLine> LISTEN =
            TABLE.both("listen", ListenType.LISTEN)
                    .ours()
                    .repeatable()
                    .opensAccess()
                    .onRestart()
                    .does(
                            "A listener: its places (an IPv6 address in brackets; no address means"
                                    + " all), what is spoken there, and whether it is encrypted: tls when the"
                                    + " client asks for it, which is the default, ssl from the"
                                    + " beginning. The first listener of a protocol replaces that"
                                    + " protocol's port on all addresses.");

    private ListeningSettings() {}
}
