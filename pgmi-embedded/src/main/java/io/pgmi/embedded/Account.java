// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Under which account the server's programs run. PostgreSQL refuses to run as root (its manual, section "The PostgreSQL
 * User Account"), and in containers builds often do.
 *
 * @param prefix what stands before each command, to change the account; empty where nothing is to change
 * @param user whose the data directory must be; null: whoever runs the build
 */
record Account(List<String> prefix, @Nullable String user) {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final List<String> UNPRIVILEGED_USERS = List.of("nobody", "postgres");

    /** The account of the build itself. */
    static final Account OWN = new Account(List.of(), null);
    /** As root in a user namespace of its own: looks like nobody to PostgreSQL, and its files are still root's. */
    private static final Account NAMESPACE = new Account(List.of("unshare", "-U"), null);

    /**
     * The first account that works here.
     *
     * @param mayUnshare false leaves the user namespace out, as a container without the right to make one does
     */
    static Account choose(Path home, Path log, boolean mayUnshare) {
        if (isWindows() || !"0".equals(id("-u", null))) {
            return OWN;
        }
        List<Account> candidates = new ArrayList<>();
        if (mayUnshare) {
            candidates.add(NAMESPACE);
        }
        for (String user : UNPRIVILEGED_USERS) {
            candidates.addAll(switchingTo(user));
        }
        List<String> version = List.of(program(home, "postgres"), "--version");
        return candidates.stream()
                .filter(account -> Command.run(account.command(version), log, TIMEOUT) == 0)
                .findFirst()
                .orElseThrow(
                        () -> new EmbeddedServerException("PostgreSQL does not run as root, and no other way worked:"
                                + " tried unshare -U, and setpriv and su to " + String.join(" and ", UNPRIVILEGED_USERS)
                                + " (what they said is in " + log
                                + "). Run the build as a normal user (docker run --user 1000),"
                                + " or let it make user namespaces (docker run --security-opt seccomp=unconfined), and keep the"
                                + " programs in a folder that everybody can enter (now " + home
                                + "; set -Djava.io.tmpdir)."));
    }

    static List<Account> switchingTo(String user) {
        String uid = id("-u", user);
        String gid = id("-g", user);
        if (uid == null || gid == null) {
            return List.of();
        }
        return List.of(
                new Account(List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--"), user),
                // The shell's $0 and $@ hand the arguments on untouched by any quoting.
                new Account(List.of("su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", user), user));
    }

    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Hands the folder over and tells whether the account can then work in it. */
    boolean takesOver(Path directory, Path log) throws IOException {
        if (user != null) {
            Files.setOwner(
                    directory,
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
        }
        if (prefix.isEmpty()) {
            return true;
        }
        String script = "test -w \"$0\" && test -x \"$0\"";
        return Command.run(command(List.of("/bin/sh", "-c", script, directory.toString())), log, TIMEOUT) == 0;
    }

    static String program(Path home, String name) {
        return home.resolve("bin").resolve(isWindows() ? name + ".exe" : name).toString();
    }

    static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    private static @Nullable String id(String option, @Nullable String user) {
        List<String> command = user == null ? List.of("id", option) : List.of("id", option, user);
        return Command.output(command, TIMEOUT);
    }
}
