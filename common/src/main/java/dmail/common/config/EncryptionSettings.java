package dmail.common.config;

import dmail.common.config.type.SettingTypes;
import java.nio.file.Path;

/** The settings of the section Encryption: certificate, key, and what must not go without. */
public final class EncryptionSettings {
    static final SettingTable TABLE = new SettingTable("Encryption");

    public static final Setting<Path> TLS_CERTIFICATE =
            TABLE.both("tls_certificate", SettingTypes.PATH)
                    .ours()
                    .does(
                            "The servers' certificate: a PEM file with their own first, then those"
                                    + " that vouch for it. With it, clients can go over to TLS 1.2"
                                    + " or 1.3 by STARTTLS and STLS, and the ports that are"
                                    + " encrypted at once can be served. A reload takes a renewed"
                                    + " file; one that can't be used keeps the old certificate.");

    public static final Setting<Path> TLS_KEY =
            TABLE.both("tls_key", SettingTypes.PATH)
                    .ours()
                    .otherwiseText("the file of tls_certificate")
                    .does("The certificate's private key: a PEM file without passphrase.");

    public static final Setting<Boolean> AUTH_CLEAR_TEXT =
            TABLE.smtp("auth_clear_text", SettingTypes.SWITCH)
                    .ours()
                    .opensAccess()
                    .otherwise(false)
                    .does(
                            "Whether clients of other hosts may log in to dsmtp by AUTH PLAIN and"
                                    + " LOGIN without encryption, which shows their passwords to"
                                    + " everybody on the way.");

    public static final Setting<Boolean> TLS_RSA_KEY_EXCHANGE =
            TABLE.both("tls_rsa_key_exchange", SettingTypes.SWITCH)
                    .ours()
                    .onRestart()
                    .opensAccess()
                    .otherwise(false)
                    .does(
                            "Whether TLS 1.2 with RSA key exchange is spoken with clients and hosts"
                                    + " that know nothing better, as some old scanners and machines"
                                    + " do. Such connections can be read by anybody who recorded"
                                    + " them and gets the key of tls_key later; all others are as"
                                    + " safe as before.");

    private EncryptionSettings() {}
}
