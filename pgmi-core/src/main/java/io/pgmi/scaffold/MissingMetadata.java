// SPDX-License-Identifier: Apache-2.0
package io.pgmi.scaffold;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.metadata.Metadata;
import io.pgmi.metadata.MetadataParser;
import io.pgmi.project.Project;
import io.pgmi.project.ProjectPath;
import io.pgmi.project.SourceFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A SQL file without a {@code <pgmi-meta>} block, and the block to put at its top. A block changes neither the file's place in the
 * plan nor its normalized checksum.
 *
 * @param file where the path leads to, links followed
 * @param block with the file's own line ends, the last one included
 */
public record MissingMetadata(ProjectPath path, Path file, String block) {
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /**
     * What a project lacks.
     *
     * @param missing in the order of their paths; neither deploy.sql nor tests, which have no metadata
     * @param linked files that have two paths of the project, so that one id would be used twice
     */
    public record Found(List<MissingMetadata> missing, List<ProjectPath> linked) {}

    /**
     * Looks for files without a block; writes nothing.
     *
     * @param project every block of which is sound, as those of all projects are
     * @param idempotent what the blocks are to say
     * @param ids where the blocks' ids come from
     */
    public static Found of(Project project, boolean idempotent, Supplier<UUID> ids) {
        Map<Path, Integer> uses = new HashMap<>();
        Map<ProjectPath, Path> files = new HashMap<>();
        for (SourceFile source : project.sources()) {
            Path file = real(project.root(), source.path());
            files.put(source.path(), file);
            uses.merge(file, 1, Integer::sum);
        }
        List<MissingMetadata> missing = new ArrayList<>();
        List<ProjectPath> linked = new ArrayList<>();
        for (SourceFile source : project.sources()) {
            Path file = files.getOrDefault(source.path(), project.root());
            if (!source.path().isSql() || source.metadata() != null) {
                continue;
            }
            if (uses.getOrDefault(file, 0) > 1) {
                linked.add(source.path());
            } else {
                missing.add(new MissingMetadata(source.path(), file, block(source, idempotent, ids.get())));
            }
        }
        return new Found(List.copyOf(missing), List.copyOf(linked));
    }

    /**
     * Puts the block at the file's top, behind a byte order mark. All other bytes stay what they are.
     *
     * @throws PgmiException (OTHER) where that cannot be done
     */
    public void write() {
        try {
            byte[] old = Files.readAllBytes(file);
            int start = startsWithBom(old) ? BOM.length : 0;
            ByteArrayOutputStream content = new ByteArrayOutputStream(old.length + block.length());
            content.write(old, 0, start);
            content.writeBytes(block.getBytes(StandardCharsets.UTF_8));
            content.write(old, start, old.length - start);
            Files.write(file, content.toByteArray());
        } catch (IOException e) {
            throw new PgmiException(Outcome.OTHER, path + ": the <pgmi-meta> block cannot be written: " + e, e);
        }
    }

    private static Path real(Path root, ProjectPath path) {
        Path file = root.resolve(path.value().substring("./".length()));
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new PgmiException(Outcome.OTHER, path + ": cannot be read: " + e, e);
        }
    }

    private static String block(SourceFile source, boolean idempotent, UUID id) {
        String path = source.path().value();
        String end = lineEnd(source.content().text());
        String open = "/*" + end + "<pgmi-meta id=\"" + id + "\" idempotent=\"" + idempotent + "\">" + end;
        String close = "</pgmi-meta>" + end + "*/" + end;
        String keys = "  <sortKeys>" + end + "    <key>" + escaped(path) + "</key>" + end + "  </sortKeys>" + end;
        String whole = open + keys + close;
        // A path with a character that XML has no place for cannot be written down. It is the key anyway.
        return isRead(path, whole, new Metadata(id, idempotent, List.of(path), "")) ? whole : open + close;
    }

    private static boolean isRead(String path, String block, Metadata expected) {
        String latin1View = new String(block.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return new MetadataParser()
                .parse(path, latin1View)
                .metadata()
                .filter(expected::equals)
                .isPresent();
    }

    /** Asterisks too: with a slash beside them they would end the comment, or begin another. */
    private static String escaped(String path) {
        return path.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("*", "&#42;");
    }

    private static String lineEnd(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return text.startsWith("\r\n", at) ? "\r\n" : text.startsWith("\r", at) ? "\r" : "\n";
    }

    private static boolean startsWithBom(byte[] content) {
        return content.length >= BOM.length && content[0] == BOM[0] && content[1] == BOM[1] && content[2] == BOM[2];
    }
}
