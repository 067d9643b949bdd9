// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.connect.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Finds the project that a goal is about: a folder, or an artifact, which is unpacked. */
@Named
@Singleton
final class ProjectSources {
    static final String DEFAULT_DIRECTORY = "src/main/pgmi";

    private final ArtifactResolver resolver;

    @Inject
    ProjectSources(ArtifactResolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Finds it.
     *
     * @param artifact as the POM has it
     * @param sourceDirectory likewise
     * @return null where there is nothing, and nobody asked for it
     */
    @Nullable
    ProjectSource find(
            MavenSession session, MavenProject project, @Nullable String artifact, @Nullable String sourceDirectory) {
        CommandLine commandLine = new CommandLine(session);
        Value packaged = commandLine.value("artifact", artifact);
        Value named = named(session, sourceDirectory);
        if (packaged == null) {
            Path folder = folder(session, project, named);
            return folder == null ? null : new ProjectSource(folder, null);
        }
        if (named != null) {
            throw PgmiException.invalidConfiguration(
                    List.of("artifact '" + packaged.text() + "' (" + packaged.origin() + ") and sourceDirectory '"
                            + named.text() + "' (" + named.origin() + ") are two projects, and one is read. Leave one"
                            + " out; an empty -Dpgmi.sourceDirectory= takes back the POM's"));
        }
        return unpack(resolver.resolve(packaged, session, project), session, project);
    }

    /** The folder of goals that take nothing else; null where there is none, and nobody asked for it. */
    static @Nullable Path directory(MavenSession session, MavenProject project, @Nullable String sourceDirectory) {
        return folder(session, project, named(session, sourceDirectory));
    }

    private static @Nullable Value named(MavenSession session, @Nullable String sourceDirectory) {
        String typed = session.getUserProperties().getProperty("pgmi.sourceDirectory");
        boolean takenBack = typed != null && typed.isBlank();
        return takenBack ? null : new CommandLine(session).value("sourceDirectory", sourceDirectory);
    }

    private static @Nullable Path folder(MavenSession session, MavenProject project, @Nullable Value named) {
        Path base = ProjectFolders.base(session, project);
        if (named != null) {
            return base.resolve(named.text());
        }
        Path folder = base.resolve(DEFAULT_DIRECTORY);
        // Without a POM somebody typed the goal, and should hear what is missing.
        return Files.isDirectory(folder) || project.getBasedir() == null ? folder : null;
    }

    /** Into a folder that nobody else uses, below one with the archive's name, which so is part of every place in an error. */
    private static ProjectSource unpack(Path archive, MavenSession session, MavenProject project) {
        try {
            Path own;
            if (project.getBasedir() == null) {
                own = Files.createTempDirectory("pgmi-artifact-");
            } else {
                Path output = ProjectFolders.output(session, project);
                Files.createDirectories(output);
                own = Files.createTempDirectory(output, "artifact-");
            }
            Path folder = own.toRealPath()
                    .resolve(String.valueOf(archive.getFileName()).replaceAll("\\.zip$", ""));
            Unzip.into(folder, archive);
            return new ProjectSource(folder, own);
        } catch (IOException e) {
            throw new PgmiException(Outcome.OTHER, archive + " cannot be unpacked: " + e, e);
        }
    }
}
