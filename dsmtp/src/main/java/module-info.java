/** DSMTP, the SMTP server. */
@org.jspecify.annotations.NullMarked
module dmail.smtp {
    requires com.github.benmanes.caffeine;
    requires dmail.common;
    requires jdk.net;
    requires org.dnsjava;
}
