package dmail.smtp.dns;

import org.xbill.DNS.Type;

/** The record types that mail needs, and the administrator of a mail server. */
enum DnsRecordType {
    MX(Type.MX),
    A(Type.A),
    AAAA(Type.AAAA),
    PTR(Type.PTR);

    private final int code;

    DnsRecordType(int code) {
        this.code = code;
    }

    /** {@return the type's number in DNS messages} */
    int code() {
        return code;
    }
}
