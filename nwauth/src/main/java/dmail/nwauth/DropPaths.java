package dmail.nwauth;

import dmail.common.login.DropLayout;

/** What answers say about a user's drop file. */
sealed interface DropPaths {
    String of(String name);

    /** The server works it out from dmail.conf. */
    record AsConfigured() implements DropPaths {
        @Override
        public String of(String name) {
            return "config";
        }
    }

    /** As a server would with {@code hash_spool} and {@code drop_path}. */
    record Hashed(int levels, String base) implements DropPaths {
        @Override
        public String of(String name) {
            StringBuilder path = new StringBuilder(base);
            for (char letter : DropLayout.letters(name, levels).toCharArray()) {
                path.append('/').append(letter);
            }
            return path.append('/').append(name).toString();
        }
    }
}
