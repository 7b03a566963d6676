package dmail.common.config;

/** The rows of settings that are known without being served, and what to do instead. */
final class UnservedSettings {
    private UnservedSettings() {}

    static void addTo(SettingTable table) {
        table.section("Domains");
        table.pop("dpop_host", SettingTypes.TEXT)
                .retired("host_domain names the main domain, and tellpop finds dpop by itself")
                .does("Named the host of dpop.");
    }
}
