// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.project.FileContent;
import io.pgmi.project.Project;
import io.pgmi.project.ProjectPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A project as a zip that depends on nothing but its files' names and bytes. */
final class ProjectArchive {
    private static final Pattern KEY_NAME = Pattern.compile(".*\\.(key|p12|pfx|jks|ppk)|pgpass\\.conf");
    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");

    private final Project project;
    private final LocalDateTime time;

    ProjectArchive(Project project, LocalDateTime time) {
        this.project = project;
        this.time = time;
    }

    /**
     * Writes it.
     *
     * @return the files that were left out, because they are secrets
     */
    List<ProjectPath> write(Path zip) {
        SortedMap<ProjectPath, FileContent> files = new TreeMap<>();
        project.sources().forEach(file -> files.put(file.path(), file.content()));
        project.tests().forEach(file -> files.put(file.path(), file.content()));
        List<ProjectPath> secrets = new ArrayList<>();
        for (Map.Entry<ProjectPath, FileContent> file : files.entrySet()) {
            if (isSecret(file.getKey(), file.getValue())) {
                secrets.add(file.getKey());
            }
        }
        SortedMap<ProjectPath, Path> packed = new TreeMap<>();
        files.keySet()
                .forEach(path ->
                        packed.put(path, project.root().resolve(path.value().substring("./".length()))));
        packed.keySet().removeAll(secrets);
        String script = project.deployScript().file();
        packed.put(new ProjectPath("./" + script), project.root().resolve(script));
        try {
            Files.createDirectories(Objects.requireNonNull(zip.toAbsolutePath().getParent()));
            write(packed, zip);
        } catch (IOException e) {
            throw new PgmiException(Outcome.OTHER, zip + " cannot be written: " + e, e);
        }
        return secrets;
    }

    private void write(SortedMap<ProjectPath, Path> files, Path zip) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<ProjectPath, Path> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey().value().substring("./".length()));
                // A local time, which no zone touches.
                entry.setTimeLocal(time);
                out.putNextEntry(entry);
                Files.copy(file.getValue(), out);
                out.closeEntry();
            }
        }
        byte[] whole = bytes.toByteArray();
        UnixZip.mark(whole);
        Files.write(zip, whole);
    }

    private static boolean isSecret(ProjectPath path, FileContent content) {
        return KEY_NAME.matcher(path.name().toLowerCase(Locale.ROOT)).matches()
                || (!path.isSql() && PRIVATE_KEY.matcher(content.text()).find());
    }
}
