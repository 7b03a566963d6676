package dmail.common.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.Security;
import org.junit.jupiter.api.Test;

final class RsaKeyExchangeTest {
    @Test
    void allowsNothingElse() {
        assertEquals(
                "SSLv3, TLSv1.1, EC keySize < 224, rsa_pkcs1_sha1 usage HandshakeSignature",
                RsaKeyExchange.without(
                        "SSLv3, TLSv1.1, EC keySize < 224, TLS_RSA_*, "
                                + " rsa_pkcs1_sha1 usage HandshakeSignature"));
        assertEquals("SSLv3", RsaKeyExchange.without("SSLv3"));
    }

    /** Another Java may name it otherwise; then the setting would do nothing. */
    @Test
    void thisJavaDisablesItByThatName() {
        assertTrue(Security.getProperty("jdk.tls.disabledAlgorithms").contains("TLS_RSA_*"));
    }
}
