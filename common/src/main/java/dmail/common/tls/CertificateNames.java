package dmail.common.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** The host names that a certificate is for. */
final class CertificateNames {
    /** RFC 5280 section 4.2.1.6. */
    private static final int DNS_NAME = 2;

    /** A host name in RFC 2253's form of a subject; a comma inside a value has a backslash. */
    private static final Pattern COMMON_NAME =
            Pattern.compile("(?:^|(?<!\\\\)[,+])CN=([A-Za-z0-9*._-]+)(?=[,+]|$)");

    private CertificateNames() {}

    /** {@return them in lower case; the first label may be {@code *} (RFC 6125 section 6.4.3)} */
    static Set<String> of(X509Certificate certificate) {
        Set<String> names = new LinkedHashSet<>();
        for (List<?> name : alternatives(certificate)) {
            if (name.get(0) instanceof Integer kind
                    && kind == DNS_NAME
                    && name.get(1) instanceof String text) {
                names.add(text.toLowerCase(Locale.ROOT));
            }
        }
        String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
        for (Matcher found = COMMON_NAME.matcher(subject); found.find(); ) {
            names.add(found.group(1).toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) {
        try {
            @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException unusable) {
            return List.of();
        }
    }
}
