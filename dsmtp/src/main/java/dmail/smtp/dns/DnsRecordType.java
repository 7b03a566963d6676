package dmail.smtp.dns;

import org.xbill.DNS.Type;

/** The record types that mail needs. */
enum DnsRecordType {
    MX(Type.MX),
    A(Type.A),
    AAAA(Type.AAAA);

    private final int code;

    DnsRecordType(int code) {
        this.code = code;
    }

    /** {@return the type's number in DNS messages} */
    int code() {
        return code;
    }
}
