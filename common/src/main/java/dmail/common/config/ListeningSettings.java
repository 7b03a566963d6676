package dmail.common.config;

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

    private ListeningSettings() {}
}
