package dmail.common.config.binding;

/** The kinds of scopes, by which options may stand in them. */
enum ScopeKind {
    GLOBAL("at top level"),
    BINDING("behind binding"),
    GROUP("behind binding_group"),
    MEMBER("behind a member of a binding_group"),
    DOMAIN("behind to_domain or domain"),
    PROVIDER("behind to_mx"),
    HOST("behind to_host or host");

    private final String where;

    ScopeKind(String where) {
        this.where = where;
    }

    /** {@return where such options stand, in words} */
    @Override
    public String toString() {
        return where;
    }
}
