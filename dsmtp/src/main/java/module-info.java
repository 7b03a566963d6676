/** DSMTP, the SMTP server. */
@org.jspecify.annotations.NullMarked
module dmail.smtp {
    requires dmail.common;
}
