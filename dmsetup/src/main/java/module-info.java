/** The set-up program. */
@org.jspecify.annotations.NullMarked
module dmail.setup {
    requires dmail.common;
}
