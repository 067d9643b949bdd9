// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.eventspy.AbstractEventSpy;
import org.apache.maven.execution.ExecutionEvent;

/**
 * Looks at a tested build's JVM before and after each goal, as an extension of its Maven, and writes a line to
 * left-behind.txt: threads, sockets (where the system tells of them) and temporary files that are there since.
 */
@Named
@Singleton
public final class LeftBehind extends AbstractEventSpy {
    /** Threads need a moment to end. Less than the JDK keeps an HTTP connection for another request. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private Set<String> threads = Set.of();
    private Set<String> sockets = Set.of();
    private Set<String> files = Set.of();

    /** Makes it an extension of a test's build. */
    public static void install(File basedir) throws IOException, URISyntaxException {
        Path classes = Path.of(LeftBehind.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path index = basedir.toPath().resolve("extension/META-INF/sisu/javax.inject.Named");
        Files.createDirectories(index.getParent());
        Files.writeString(index, LeftBehind.class.getName() + "\n");
        Path config = basedir.toPath().resolve(".mvn/maven.config");
        Files.createDirectories(config.getParent());
        Files.writeString(
                config,
                "-Dmaven.ext.class.path=" + classes + File.pathSeparator
                        + basedir.toPath().resolve("extension") + "\n");
    }

    @Override
    public void onEvent(Object event) throws IOException, InterruptedException {
        if (!(event instanceof ExecutionEvent execution)) {
            return;
        }
        switch (execution.getType()) {
            case MojoStarted -> {
                threads = threads();
                sockets = sockets();
                files = files();
            }
            case MojoSucceeded, MojoFailed ->
                Files.writeString(
                        Path.of(execution.getSession().getExecutionRootDirectory(), "left-behind.txt"),
                        execution.getProject().getArtifactId()
                                + " threads " + since(threads, LeftBehind::threads)
                                + " sockets " + since(sockets, LeftBehind::sockets)
                                + " files " + since(files, LeftBehind::files) + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            default -> {}
        }
    }

    private static Set<String> since(Set<String> before, Supplier<Set<String>> now) throws InterruptedException {
        Instant limit = Instant.now().plus(GRACE);
        Set<String> left = new TreeSet<>(now.get());
        left.removeAll(before);
        while (!left.isEmpty() && Instant.now().isBefore(limit)) {
            Thread.sleep(20);
            left.retainAll(now.get());
        }
        return left;
    }

    /** The JVM's own, which come and go as it likes, are in two groups; Maven 4 keeps those that fetch artifacts. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() != null
                        && thread.getThreadGroup().getParent() != null
                        && !thread.getThreadGroup().getName().equals("InnocuousThreadGroup")
                        && !thread.getName().startsWith("BfDependencyCollector"))
                .map(thread -> thread.getId() + " " + thread.getName() + (thread.isDaemon() ? "" : " (no daemon)"))
                .collect(Collectors.toSet());
    }

    /** With what the kernel knows of each: addresses and state, in hexadecimal. */
    private static Set<String> sockets() {
        String[] descriptors = DESCRIPTORS.toFile().list();
        return Stream.of(descriptors == null ? new String[0] : descriptors)
                .map(LeftBehind::target)
                .filter(name -> name.startsWith("socket:["))
                .map(name -> name + " " + connection(name.substring(8, name.length() - 1)))
                .collect(Collectors.toSet());
    }

    private static String connection(String inode) {
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc/self/net", table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 9 && columns[9].equals(inode))
                .map(columns -> columns[1] + " to " + columns[2] + " state " + columns[3])
                .findAny()
                .orElse("of another kind");
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> files() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(path -> !path.equals(folder))
                    .map(Path::toString)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(String descriptor) {
        try {
            return Files.readSymbolicLink(DESCRIPTORS.resolve(descriptor)).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }
}
