package dmail.setup.sandbox;

import java.nio.file.Path;

/**
 * Where things are on this machine.
 *
 * @param home the folder that holds the programs' {@code bin}
 * @param dataHome where programs of this user keep data
 */
public record Installation(Path home, Path dataHome) {
    /** {@return the folder of a sandbox for which none was named} */
    public Path sandbox() {
        return dataHome.resolve("dmail-sandbox").toAbsolutePath().normalize();
    }

    public Path program(String name) {
        return home.resolve("bin").resolve(name);
    }
}
