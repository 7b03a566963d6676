package dmail.common.config.binding;

import java.util.List;

/** The levels at which an option is looked up. */
public enum ScopeLevel {
    MEMBER_AND_DOMAIN("binding_group <g> binding <b> domain <d>"),
    BINDING_AND_DOMAIN("binding <b> domain <d>"),
    GROUP_AND_DOMAIN("binding_group <g> domain <d>"),
    MEMBER("binding_group <g> binding <b>"),
    BINDING("binding <b>"),
    GROUP("binding_group <g>"),
    /** Only a line with the domain's own name. */
    DOMAIN("to_domain <domain>"),
    PROVIDER("to_mx <pattern>"),
    DOMAIN_PATTERN("to_domain <pattern>"),
    GLOBAL(""),
    MEMBER_AND_HOST("binding_group <g> binding <b> host <h>"),
    GROUP_AND_HOST("binding_group <g> host <h>"),
    BINDING_AND_HOST("binding <b> host <h>"),
    HOST("to_host <h>");

    /**
     * The order of options of mail; behind it stand the built-in values. At a level with domains
     * the domain's own name comes first, then patterns in the order of their lines.
     */
    public static final List<ScopeLevel> OF_MAIL =
            List.of(
                    MEMBER_AND_DOMAIN,
                    BINDING_AND_DOMAIN,
                    GROUP_AND_DOMAIN,
                    MEMBER,
                    BINDING,
                    GROUP,
                    DOMAIN,
                    PROVIDER,
                    DOMAIN_PATTERN,
                    GLOBAL);

    /** The order of options of connections to a host, which never fall back to those of mail. */
    public static final List<ScopeLevel> OF_HOSTS =
            List.of(MEMBER_AND_HOST, GROUP_AND_HOST, BINDING_AND_HOST, HOST);

    private final String words;

    ScopeLevel(String words) {
        this.words = words;
    }

    /** {@return how its lines begin; empty when the option stands first} */
    public String words() {
        return words;
    }
}
