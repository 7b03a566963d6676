package dmail.common.admin;

import dmail.common.config.Server;

/** The words of remote control in each server's own protocol. */
public enum RemoteVerb {
    XTELLMAIL("334 ", "250 ", "535 5.7.8 Not proved; closing connection"),
    XTELLPOP("+ ", "+OK ", "-ERR [AUTH] not proved");

    private final String challenge;
    private final String good;
    private final String refused;

    RemoteVerb(String challenge, String good, String refused) {
        this.challenge = challenge;
        this.good = good;
        this.refused = refused;
    }

    static RemoteVerb of(Server server) {
        return switch (server) {
            case DSMTP -> XTELLMAIL;
            case DPOP -> XTELLPOP;
        };
    }

    String challenge() {
        return challenge;
    }

    String good() {
        return good;
    }

    String refused() {
        return refused;
    }
}
