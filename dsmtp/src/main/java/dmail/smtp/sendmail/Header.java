package dmail.smtp.sendmail;

import dmail.common.mbox.FieldName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The header of a message, one string a field, without the last line end; one character an octet.
 *
 * @param fields in their order
 */
record Header(List<String> fields) {
    private static final Set<String> RECIPIENTS = Set.of("to", "cc", "bcc");
    private static final Set<String> RESENT = Set.of("resent-to", "resent-cc", "resent-bcc");

    /** Bcc, and fields that the sender must not set. */
    private static final Set<String> DROPPED =
            Set.of("bcc", "resent-bcc", "return-path", "content-length");

    private static final Set<String> WITH_ADDRESSES =
            Set.of("from", "sender", "reply-to", "to", "cc");

    Header {
        fields = List.copyOf(fields);
    }

    /**
     * Fields that are added where the program has left them out.
     *
     * @param domain for addresses without one
     * @param from the value of a From field
     * @param date in the format of RFC 5322 section 3.3
     */
    record Completion(String domain, String from, String date, String messageId) {}

    /** {@return the recipients in the header; those in the Resent fields if there are any} */
    List<String> recipients() {
        Set<String> meant =
                fields.stream().anyMatch(field -> RESENT.contains(FieldName.of(field)))
                        ? RESENT
                        : RECIPIENTS;
        return fields.stream()
                .filter(field -> meant.contains(FieldName.of(field)))
                .flatMap(field -> AddressList.in(FieldName.value(field)).stream())
                .map(AddressList.Found::text)
                .distinct()
                .toList();
    }

    /** {@return the header to submit (RFC 6409 section 8)} */
    Header completed(Completion with) {
        List<String> whole = new ArrayList<>();
        fields.stream()
                .filter(field -> !DROPPED.contains(FieldName.of(field)))
                .map(field -> qualified(field, with.domain()))
                .forEach(whole::add);
        Header kept = new Header(whole);
        if (!kept.has("from")) {
            whole.add("From: " + with.from());
        }
        if (!kept.has("to") && !kept.has("cc")) {
            whole.add("To: undisclosed-recipients:;");
        }
        if (!kept.has("date")) {
            whole.add("Date: " + with.date());
        }
        if (!kept.has("message-id")) {
            whole.add("Message-ID: " + with.messageId());
        }
        return new Header(whole);
    }

    private static String qualified(String field, String domain) {
        return WITH_ADDRESSES.contains(FieldName.of(field))
                ? field.substring(0, field.indexOf(':') + 1)
                        + AddressList.qualified(FieldName.value(field), domain)
                : field;
    }

    private boolean has(String name) {
        return fields.stream().anyMatch(field -> FieldName.of(field).equals(name));
    }

    /** {@return the header with its line ends and the empty line} */
    byte[] octets() {
        StringBuilder text = new StringBuilder();
        fields.forEach(field -> text.append(field).append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
