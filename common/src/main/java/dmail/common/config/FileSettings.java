package dmail.common.config;

import static dmail.common.config.type.MeasureTypes.kilobytes;
import static dmail.common.config.type.SettingTypes.number;

import dmail.common.address.Wildcard;
import dmail.common.config.type.SettingTypes;
import dmail.common.config.type.Size;
import java.nio.file.Path;

/** The settings of the section Files: folders of mail and of the servers, and locking. */
public final class FileSettings {
    static final SettingTable TABLE = new SettingTable("Files");

    public static final Setting<Path> DROP_PATH =
            TABLE.both("drop_path", SettingTypes.PATH)
                    .does("The folder of the main domain's drop files. It is needed.");

    public static final Setting<Path> WORK_PATH =
            TABLE.both("work_path", SettingTypes.PATH)
                    .onRestart()
                    .does(
                            "The folder of the servers' own files: queue, indexes, locks, control"
                                    + " sockets. It is needed.");

    public static final Setting<String> RUN_AS =
            TABLE.both("run_as", SettingTypes.USER)
                    .ours()
                    .onRestart()
                    .does(
                            "The system user that a server becomes when root starts it. The"
                                    + " server keeps the right to bind ports below 1024, and no"
                                    + " other. The line must be in dmail.conf itself, not in an"
                                    + " included file. Without it, a server that root starts"
                                    + " keeps running as root.");

    public static final Setting<Integer> HASH_SPOOL =
            TABLE.both("hash_spool", number(0, 2))
                    .otherwise(0)
                    .does(
                            "Levels of folders with one letter each between the drop folder and"
                                    + " the drop files; see dmail-authent(7). 2 suits more than"
                                    + " 20,000 users.");

    public static final Setting<Boolean> USE_FLOCK =
            TABLE.both("use_flock", SettingTypes.SWITCH)
                    .otherwise(true)
                    .does("Whether drop files are locked with fcntl as well as with a dot-lock.");

    public static final Setting<String> LOCK_ID =
            TABLE.both("lock_id", SettingTypes.text("<name>"))
                    .otherwiseText("the host's name")
                    .does(
                            "The name of this machine in dot-locks, different on each machine"
                                    + " that shares the drop files. Drop files are locked without"
                                    + " it, too.");

    public static final Setting<Size> DROP_MAX =
            TABLE.smtp("drop_max", kilobytes())
                    .otherwiseText("no limit")
                    .does(
                            "The size up to which mail is added to a drop file; mail in the"
                                    + " user's own store counts as well. A user whose entry in"
                                    + " the user data base has a field such as quota=\"20m\" has"
                                    + " that size instead; a number alone means kilobytes.");

    public static final Setting<Boolean> QUOTA_BOUNCE =
            TABLE.smtp("quota_bounce", SettingTypes.SWITCH)
                    .ours()
                    .otherwise(false)
                    .does(
                            "Whether mail for a full drop file, by drop_max or the user's quota,"
                                    + " is rejected permanently, with 552 5.2.2, instead of"
                                    + " temporarily, with 452 4.2.2.");

    public static final Setting<Boolean> ALLOWDUP =
            TABLE.smtp("allowdup", SettingTypes.SWITCH)
                    .otherwise(true)
                    .does(
                            "Whether a drop file gets a copy of a message for each recipient that"
                                    + " expands to it. A recipient that expands to it more than"
                                    + " once gives one copy.");

    public static final Setting<Boolean> ADD_STATUS =
            TABLE.pop("add_status", SettingTypes.SWITCH)
                    .otherwise(true)
                    .does(
                            "Whether dpop records in a Status header which messages have been"
                                    + " read, when it rewrites a drop file anyway.");

    public static final Setting<Path> BIN_PATH =
            TABLE.both("bin_path", SettingTypes.PATH)
                    .otherwiseText("drop files are served where they are")
                    .does(
                            "The folder of the users' own message stores, to which dpop moves the"
                                    + " mail of a drop file at login. Only one dpop may use it."
                                    + " When it is changed or removed, each user's mail is moved"
                                    + " at the next login.");

    public static final Setting<Boolean> HASH_BINDIR =
            TABLE.both("hash_bindir", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether bin_path has levels of folders as well: as many as"
                                    + " hash_spool says, at least one.");

    public static final Setting<Double> BIN_PFULL =
            TABLE.pop("bin_pfull", SettingTypes.SHARE)
                    .otherwise(0.5)
                    .does(
                            "The share of a store's file that must be mail not yet deleted; with"
                                    + " less, the file is rewritten in the background. 0 means"
                                    + " never.");

    public static final Setting<Boolean> USE_DROP =
            TABLE.both("use_drop", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether the mail of all users stays in their drop files, even if"
                                    + " bin_path is set. Mail in stores is moved back.");

    public static final Setting<Wildcard> DROP_USERS =
            TABLE.both("drop_users", SettingTypes.WILDCARDS)
                    .repeatable()
                    .does(
                            "Users, by their names in the user data base, whose mail stays in"
                                    + " their drop files for other programs to read. Mail in"
                                    + " their stores is moved back.");

    private FileSettings() {}
}
