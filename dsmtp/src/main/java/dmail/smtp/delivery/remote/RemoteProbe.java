package dmail.smtp.delivery.remote;

import dmail.common.address.Domain;
import dmail.smtp.client.ConnectResult;
import dmail.smtp.client.Connection;
import dmail.smtp.client.Peer;
import dmail.smtp.client.trace.Transcript;
import dmail.smtp.delivery.remote.SourceTurns.Fared;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.dns.MailExchangers;
import dmail.smtp.source.OutboundSource;
import dmail.smtp.source.SourceIdentity;
import dmail.smtp.source.Sources;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Connects to a domain's hosts as mail of a binding does, and carries no mail. Thread-safe. */
public final class RemoteProbe {
    /** A host that says nothing holds one up for minutes, also when the caller has left. */
    private static final int AT_A_TIME = 4;

    private final MailExchangers exchangers;
    private final Dialer dialer;
    private final Semaphore free = new Semaphore(AT_A_TIME);

    public RemoteProbe(MailExchangers exchangers, Dialer dialer) {
        this.exchangers = exchangers;
        this.dialer = dialer;
    }

    /** What came of it. */
    public sealed interface Result {
        /** A host has accepted the session, which has ended by now. */
        record Accepted(Peer peer) implements Result {}

        /** No host did. */
        record NotAccepted() implements Result {}

        /** There is no host. */
        record NoHost(String why) implements Result {}

        /** DNS gives no answer now. */
        record NoAnswer(String why) implements Result {}

        /** Others are under way, and nothing was tried. */
        record Busy() implements Result {}
    }

    /**
     * Tries the hosts in their order until one accepts; may take long.
     *
     * @param transcript is told what is said, and why a host is passed over
     */
    public Result run(String binding, Domain domain, Transcript transcript) {
        if (!free.tryAcquire()) {
            return new Result.Busy();
        }
        try {
            return connect(binding, domain, transcript);
        } finally {
            free.release();
        }
    }

    private Result connect(String binding, Domain domain, Transcript transcript) {
        StreamKey key = new StreamKey(domain, binding, SourceIdentity.NONE);
        return switch (dialer.lookUp(key, exchangers)) {
            case Exchangers.Hosts(List<Exchangers.Host> hosts) ->
                    tryAll(key, PeerList.of(hosts), transcript);
            case Exchangers.TryLater(String why) -> new Result.NoAnswer(why);
            case Exchangers.NoSuchDomain(String why) -> new Result.NoHost(why);
            case Exchangers.OnlyOurselves(String why) -> new Result.NoHost(why);
            case Exchangers.AcceptsNoMail() -> new Result.NoHost(domain + " takes no mail at all");
        };
    }

    private Result tryAll(StreamKey key, List<Peer> peers, Transcript transcript) {
        for (Peer peer : peers) {
            switch (dialer.sources(key, peer)) {
                case Sources.Use(List<OutboundSource> inOrder) -> {
                    if (isAccepted(key, peer, inOrder, transcript)) {
                        return new Result.Accepted(peer);
                    }
                }
                case Sources.Wait(String why) -> transcript.noted(peer + ": " + why);
                case Sources.Skip(String why) -> transcript.noted(peer + ": " + why);
            }
        }
        return new Result.NotAccepted();
    }

    private boolean isAccepted(
            StreamKey key, Peer peer, List<OutboundSource> inOrder, Transcript transcript) {
        return SourceTurns.run(inOrder, source -> fared(key, peer, source, transcript))
                == Fared.CONNECTED;
    }

    private Fared fared(StreamKey key, Peer peer, OutboundSource source, Transcript transcript) {
        transcript.noted("connecting to " + peer + " port " + peer.port());
        return switch (dialer.probe(key, peer, source, transcript)) {
            case ConnectResult.Ready(Connection ready) -> {
                ready.close();
                yield Fared.CONNECTED;
            }
            // The transcript has been told why.
            case ConnectResult.Failed _ -> Fared.NOT_REACHED;
            case ConnectResult.NoSource _ -> Fared.NO_SOURCE;
            case ConnectResult.Limited() -> {
                transcript.noted("a limit of ours is reached");
                yield Fared.LIMITED;
            }
        };
    }
}
