package dmail.bench;

import dmail.common.io.LineEnds;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Iterator;

/**
 * The connection of a {@link Dialogue}. It never waits: {@link Crew} calls it when it can go on.
 */
final class Talk {
    private static final int LONGEST_HEARD = 64 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Dialogue dialogue;

    /** The dialogues that follow, each in a connection of its own. */
    private final Iterator<? extends Dialogue> others;

    private final ByteBuffer heard = ByteBuffer.allocate(LONGEST_HEARD);
    private ByteBuffer words = ByteBuffer.allocate(0);
    private boolean greeted;

    private Talk(SocketChannel channel, SelectionKey key, Iterator<? extends Dialogue> dialogues) {
        this.channel = channel;
        this.key = key;
        this.dialogue = dialogues.next();
        this.others = dialogues;
    }

    /** Begins to connect, for the next of the dialogues. */
    static Talk open(
            Selector selector, InetSocketAddress server, Iterator<? extends Dialogue> dialogues)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        Talk talk = new Talk(channel, key, dialogues);
        key.attach(talk);
        if (channel.connect(server)) {
            key.interestOps(SelectionKey.OP_READ);
        }
        return talk;
    }

    /** {@return whether the server has said something} */
    boolean isGreeted() {
        return greeted;
    }

    boolean isOver() {
        return !channel.isOpen();
    }

    Iterator<? extends Dialogue> others() {
        return others;
    }

    /** Goes on as far as it goes without waiting. */
    void goOn() throws IOException {
        if (key.isConnectable() && channel.finishConnect()) {
            key.interestOps(SelectionKey.OP_READ);
        }
        if (key.isWritable()) {
            speak();
        }
        if (key.isReadable()) {
            listen();
        }
    }

    private void listen() throws IOException {
        if (channel.read(heard) < 0) {
            throw new EOFException("the server closed the connection");
        }
        greeted = true;
        byte[] octets = heard.array();
        int start = 0;
        int limit = heard.position();
        int end = LineEnds.feed(octets, start, limit);
        while (end < limit && !isOver()) {
            goOnAfter(dialogue.heard(octets, start, end + 1));
            start = end + 1;
            end = LineEnds.feed(octets, start, limit);
        }
        heard.flip().position(start);
        heard.compact();
        if (!heard.hasRemaining()) {
            throw new IOException("the server said a line too long");
        }
    }

    private void goOnAfter(Dialogue.Next next) throws IOException {
        switch (next) {
            case Dialogue.Next.Say(ByteBuffer said) -> {
                words = said;
                speak();
            }
            case Dialogue.Next.Listen() -> {}
            case Dialogue.Next.End() -> channel.close();
        }
    }

    private void speak() throws IOException {
        channel.write(words);
        int wanted =
                words.hasRemaining()
                        ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                        : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
