// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.metadata.Metadata;
import io.pgmi.metadata.MetadataFindings;
import io.pgmi.metadata.MetadataParser;
import io.pgmi.script.MacroCall;
import io.pgmi.script.NormalizedSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a project directory, each file once, and checks all that can be checked without a server. */
public final class ProjectScanner {
    private final MetadataParser metadataParser = new MetadataParser();
    private final MessageDigest sha256;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private ProjectScanner() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Scans a project.
     *
     * @param root the directory that holds deploy.sql
     * @throws PgmiException SCRIPT_NOT_FOUND where deploy.sql is missing or a directory; INVALID_CONFIGURATION with everything else
     *     that is wrong, together
     */
    public static Project scan(Path root) {
        return examine(root).project();
    }

    /**
     * Scans a project; what is wrong is part of the answer.
     *
     * @throws PgmiException SCRIPT_NOT_FOUND where deploy.sql is missing or a directory; INVALID_CONFIGURATION where the root is none
     */
    public static Scan examine(Path root) {
        Path absolute = root.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            String what = Files.exists(absolute) ? "is not a directory" : "does not exist";
            throw new PgmiException(
                    Outcome.INVALID_CONFIGURATION,
                    "project directory " + absolute + " " + what + "; point to the directory that holds deploy.sql");
        }
        return new ProjectScanner().read(absolute, DeployScriptFinder.find(absolute));
    }

    private Scan read(Path root, Path script) {
        String scriptName = root.relativize(script).toString();
        DeployScript deployScript = script(scriptName, script);
        List<SourceFile> sources = new ArrayList<>();
        List<TestFile> tests = new ArrayList<>();
        for (Map.Entry<ProjectPath, Path> file :
                ProjectTree.walk(root, problems).entrySet()) {
            ProjectPath path = file.getKey();
            FileContent content = content(path.value(), file.getValue());
            if (content != null && path.isTest()) {
                tests.add(new TestFile(path, content));
            } else if (content != null) {
                sources.add(source(path, content));
            }
        }
        findDuplicateIds(sources);
        return new Scan(root, deployScript, sources, tests, problems, warnings);
    }

    private @Nullable DeployScript script(String name, Path file) {
        FileContent content = content(name, file);
        if (content == null) {
            return null;
        }
        String text = content.text();
        try {
            return new DeployScript(name, text, MacroCall.findAll(file.toString(), text));
        } catch (PgmiException e) {
            problems.addAll(e.problems());
            return null;
        }
    }

    private @Nullable FileContent content(String shownPath, Path file) {
        try {
            return FileContent.of(shownPath, Files.readAllBytes(file));
        } catch (PgmiException e) {
            problems.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            problems.add(shownPath + ": cannot be read: " + e);
        }
        return null;
    }

    private SourceFile source(ProjectPath path, FileContent content) {
        String view = content.latin1View();
        Metadata metadata = null;
        if (path.isSql()) {
            MetadataFindings findings = metadataParser.parse(path.value(), view);
            problems.addAll(findings.problems());
            warnings.addAll(findings.warnings());
            metadata = findings.metadata().orElse(null);
        }
        return new SourceFile(path, content, hash(content.utf8()), hash(NormalizedSql.of(view)), metadata);
    }

    private String hash(byte[] bytes) {
        return HexFormat.of().formatHex(sha256.digest(bytes));
    }

    private void findDuplicateIds(List<SourceFile> sources) {
        Map<UUID, List<String>> paths = new LinkedHashMap<>();
        for (SourceFile source : sources) {
            if (source.metadata() != null) {
                paths.computeIfAbsent(source.metadata().id(), id -> new ArrayList<>())
                        .add(source.path().value());
            }
        }
        paths.forEach((id, files) -> {
            if (files.size() > 1) {
                problems.add("<pgmi-meta> id " + id + " is used by " + String.join(", ", files)
                        + "; give each file an id of its own");
            }
        });
    }
}
