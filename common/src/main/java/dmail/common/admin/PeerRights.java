package dmail.common.admin;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/**
 * Who may use a Unix-domain socket, by the user that the kernel reports for the other end.
 *
 * @param allowed the users
 */
record PeerRights(Set<UserPrincipal> allowed) {
    PeerRights {
        allowed = Set.copyOf(allowed);
    }

    /** {@return rights for root and for the owner of this file} */
    static PeerRights likeOwnerOf(Path socket) throws IOException {
        UserPrincipal owner = Files.getOwner(socket, LinkOption.NOFOLLOW_LINKS);
        UserPrincipal root =
                socket.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("0");
        return new PeerRights(owner.equals(root) ? Set.of(root) : Set.of(root, owner));
    }

    boolean admit(SocketChannel channel) throws IOException {
        return allowed.contains(peer(channel));
    }

    /** {@return the user at the other end, for the log} */
    static String nameOf(SocketChannel channel) throws IOException {
        return peer(channel).getName();
    }

    private static UserPrincipal peer(SocketChannel channel) throws IOException {
        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    }
}
