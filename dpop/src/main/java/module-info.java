/** DPOP, the POP3 server. */
@org.jspecify.annotations.NullMarked
module dmail.pop {
    requires dmail.common;
}
