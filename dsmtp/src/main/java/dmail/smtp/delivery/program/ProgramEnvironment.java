package dmail.smtp.delivery.program;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.ReversePath;
import java.util.Map;

/** The environment variables that programs get, named as other mail servers name them. */
final class ProgramEnvironment {
    /** Everything that some shell may interpret. */
    private static final String NOT_HARMLESS = "[^A-Za-z0-9!@%_=+:,./-]";

    private ProgramEnvironment() {}

    static Map<String, String> of(ReversePath sender, EmailAddress recipient) {
        return Map.of(
                "PATH", "/usr/local/bin:/usr/bin:/bin",
                "SHELL", "/bin/sh",
                "SENDER", safe(sender.toString()),
                "RECIPIENT", safe(recipient.toString()),
                "LOCAL", safe(recipient.localPart()),
                "DOMAIN", safe(recipient.domain().name()));
    }

    /** Addresses come from strangers, and scripts use them carelessly. */
    private static String safe(String text) {
        String plain = text.replaceAll(NOT_HARMLESS, "_");
        return plain.startsWith("-") ? "_" + plain.substring(1) : plain;
    }
}
