package dmail.pop;

import dmail.common.admin.RemoteControlAccess;
import dmail.common.net.StallGuard;
import dmail.common.tls.TlsServer;
import dmail.pop.session.PopLog;
import dmail.pop.session.Sessions;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * What the sessions of all listeners share.
 *
 * @param nextId begins with the time, so that ids of an earlier run don't repeat
 */
record PopResources(
        CurrentSettings current,
        StallGuard stalls,
        Sessions sessions,
        ClientNames names,
        InstantSource clock,
        ZoneId zone,
        RemoteControlAccess remote,
        PopLog log,
        TlsServer tls,
        RandomGenerator random,
        AtomicLong nextId) {}
