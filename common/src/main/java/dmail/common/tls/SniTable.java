package dmail.common.tls;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds identities by the host name that a client asks for (RFC 6066 section 3). Immutable. */
final class SniTable {
    private static final String WILDCARD = "*.";

    /** So that the order of lines doesn't matter: the one that lasts longest comes first. */
    private static final Comparator<ServerIdentity> LONGEST_FIRST =
            Comparator.comparing((ServerIdentity each) -> each.certificate().getNotAfter())
                    .thenComparing(each -> each.certificate().getNotBefore())
                    .reversed()
                    .thenComparing(each -> encoded(each.certificate()), Arrays::compare);

    private final Map<String, List<ServerIdentity>> byName = new HashMap<>();

    SniTable(Collection<ServerIdentity> identities) {
        for (ServerIdentity identity : identities) {
            for (String name : CertificateNames.of(identity.certificate())) {
                byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(identity);
            }
        }
        byName.values().forEach(some -> some.sort(LONGEST_FIRST));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            return new byte[0];
        }
    }

    /**
     * {@return the identities of that very name, then those whose wildcard stands for its first
     * label}
     */
    List<ServerIdentity> of(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        List<ServerIdentity> found = new ArrayList<>(byName.getOrDefault(folded, List.of()));
        int dot = folded.indexOf('.');
        if (dot > 0) {
            String wildcard = WILDCARD + folded.substring(dot + 1);
            found.addAll(byName.getOrDefault(wildcard, List.of()));
        }
        return found;
    }
}
