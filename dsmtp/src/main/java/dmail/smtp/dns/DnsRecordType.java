package dmail.smtp.dns;

import org.xbill.DNS.Type;

/** The kinds of records that matter to mail. */
enum DnsRecordType {
    MX(Type.MX),
    A(Type.A),
    AAAA(Type.AAAA);

    private final int code;

    DnsRecordType(int code) {
        this.code = code;
    }

    /** {@return the number on the wire} */
    int code() {
        return code;
    }
}
