package dmail.common.admin.command;

/**
 * The control commands of dsmtp about bindings, and about the connections that leave by them. They
 * may take long, so their replies are made as they are sent.
 */
public enum BindingCommand {
    BINDING_ACTIVE,
    BINDING_DELAYED,
    BINDING_FAIL_DOMAIN,
    BINDING_FLUSH_DOMAIN,
    BINDING_SUMMARY,
    CHECK_IPS,
    PROBE,
    REROUTE_QUEUE,
    TRACE_SMTP_ADD,
    TRACE_SMTP_LIST,
    TRACE_SMTP_REMOVE
}
