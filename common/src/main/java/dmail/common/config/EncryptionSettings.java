package dmail.common.config;

import dmail.common.config.type.SettingTypes;
import java.nio.file.Path;

/** The settings of the section Encryption: certificate, key, and what requires TLS. */
public final class EncryptionSettings {
    static final SettingTable TABLE = new SettingTable("Encryption");

    public static final Setting<Path> TLS_CERTIFICATE =
            TABLE.both("tls_certificate", SettingTypes.PATH)
                    .ours()
                    .does(
                            "The servers' certificate chain: a PEM file with their own"
                                    + " certificate first, then those of the issuers; or PKCS #12"
                                    + " with the empty password. It is needed for STARTTLS, STLS"
                                    + " and the ports with TLS from the start, unless listen,"
                                    + " port or domain_group lines name a certificate; TLS is 1.2 or 1.3. A"
                                    + " renewed file is used by the next connection, ten seconds"
                                    + " later at most; if it can't be used, the old certificate"
                                    + " stays.");

    public static final Setting<Path> TLS_KEY =
            TABLE.both("tls_key", SettingTypes.PATH)
                    .ours()
                    .otherwiseText("the file of tls_certificate")
                    .does("The private key of tls_certificate: a PEM file without passphrase.");

    public static final Setting<Boolean> AUTH_CLEAR_TEXT =
            TABLE.smtp("auth_clear_text", SettingTypes.SWITCH)
                    .ours()
                    .opensAccess()
                    .otherwise(false)
                    .does(
                            "Whether clients of other hosts may log in to dsmtp by AUTH PLAIN and"
                                    + " LOGIN without TLS, so that passwords cross the network in"
                                    + " clear text.");

    public static final Setting<Boolean> TLS_RSA_KEY_EXCHANGE =
            TABLE.both("tls_rsa_key_exchange", SettingTypes.SWITCH)
                    .ours()
                    .onRestart()
                    .opensAccess()
                    .otherwise(false)
                    .does(
                            "Whether TLS 1.2 with RSA key exchange is offered to clients and"
                                    + " hosts that support nothing better, as some old scanners"
                                    + " and machines. Whoever recorded such a connection and gets"
                                    + " the key of tls_key later can read it; other connections"
                                    + " are as safe as before.");

    private EncryptionSettings() {}
}
