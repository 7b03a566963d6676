package dmail.smtp.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;

/**
 * A body in a file that may give way to another file with the same octets. Who has opened it reads
 * on in the old file, which is deleted, never written over. Thread-safe.
 */
public final class MovableBody implements Body {
    private volatile FileBody place;

    public MovableBody(FileBody place) {
        this.place = place;
    }

    /** The octets are at this place, too; the old one may be deleted from now on. */
    public void moveTo(FileBody next) {
        place = next;
    }

    @Override
    public long length() {
        return place.length();
    }

    @Override
    public InputStream open() throws IOException {
        for (FileBody at = place; ; at = place) {
            try {
                return at.open();
            } catch (NoSuchFileException gone) {
                if (at.equals(place)) {
                    throw gone;
                }
            }
        }
    }
}
