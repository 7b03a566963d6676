/**
 * What two or more of the programs share: settings, logins, users, drop files, control commands.
 */
@org.jspecify.annotations.NullMarked
module dmail.common {
    requires static transitive org.jspecify;
    requires com.github.benmanes.caffeine;
    requires com.sun.jna;
    requires jdk.net;
    requires jdk.unsupported;
    requires org.apache.commons.cli;

    exports dmail.common.access;
    exports dmail.common.address;
    exports dmail.common.admin;
    exports dmail.common.admin.command;
    exports dmail.common.admin.listen;
    exports dmail.common.authent;
    exports dmail.common.authent.password;
    exports dmail.common.cli;
    exports dmail.common.config;
    exports dmail.common.config.binding;
    exports dmail.common.config.binding.value;
    exports dmail.common.config.edit;
    exports dmail.common.config.group;
    exports dmail.common.config.listen;
    exports dmail.common.config.read;
    exports dmail.common.config.runtime;
    exports dmail.common.config.type;
    exports dmail.common.dropfile;
    exports dmail.common.identity;
    exports dmail.common.io;
    exports dmail.common.log;
    exports dmail.common.login;
    exports dmail.common.login.pace;
    exports dmail.common.login.recent;
    exports dmail.common.mbox;
    exports dmail.common.memory;
    exports dmail.common.net;
    exports dmail.common.sasl;
    exports dmail.common.server;
    exports dmail.common.table;
    exports dmail.common.tls;

    // JNA calls the callbacks that PAM is given.
    opens dmail.common.system to
            com.sun.jna;
}
