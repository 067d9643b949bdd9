// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.PgmiException;
import io.pgmi.project.ProjectPath;
import io.pgmi.project.ProjectScanner;
import io.pgmi.scaffold.MissingMetadata;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Gives each SQL file that has none a <code>&lt;pgmi-meta&gt;</code> block at its top, with a random id and its path as sort
 * key; plan and checksums stay what they are. Shows what it would do; with <code>-Dpgmi.write</code> it does it. Files with a
 * block, deploy.sql and tests are never touched, and nothing is where any block of the project is wrong.
 */
@Mojo(name = "scaffold-metadata", requiresProject = false, threadSafe = true)
public final class ScaffoldMetadataMojo extends DirectoryMojo {
    private final MavenSession session;
    private final MavenProject project;

    /** Write the blocks instead of showing them. Default: <code>false</code>. Example: <code>-Dpgmi.write</code>. */
    @Parameter(property = "pgmi.write", defaultValue = "false")
    boolean write;

    /**
     * What the blocks say of whether a file may run in every deployment. <code>true</code> is what holds without a block.
     * Default: <code>true</code>. Example: <code>-Dpgmi.idempotent=false</code>.
     */
    @Parameter(property = "pgmi.idempotent", defaultValue = "true")
    boolean idempotent = true;

    @Inject
    ScaffoldMetadataMojo(MavenSession session, MavenProject project) {
        this.session = session;
        this.project = project;
    }

    @Override
    public void execute() throws MojoExecutionException {
        CommandLine commandLine = new CommandLine(session);
        Path folder = ProjectSources.directory(session, project, sourceDirectory);
        if (folder == null) {
            getLog().info("Nothing to do: this module has no " + ProjectSources.DEFAULT_DIRECTORY);
            return;
        }
        boolean writes = commandLine.flag("pgmi.write", write);
        try {
            MissingMetadata.Found found = MissingMetadata.of(
                    ProjectScanner.scan(folder), commandLine.flag("pgmi.idempotent", idempotent), UUID::randomUUID);
            for (MissingMetadata one : found.missing()) {
                if (writes) {
                    one.write();
                    getLog().info("Written: " + one.path());
                } else {
                    getLog().info("Would be put at the top of " + one.path() + ":");
                    one.block().lines().forEach(line -> getLog().info("  " + line));
                }
            }
            summary(found, writes);
        } catch (PgmiException e) {
            throw Failure.of("scaffold-metadata", e);
        }
    }

    private void summary(MissingMetadata.Found found, boolean writes) {
        if (!found.linked().isEmpty()) {
            getLog().warn("Left alone, because links lead to the same file twice and an id must be unique: "
                    + found.linked().stream().map(ProjectPath::value).collect(Collectors.joining(", ")));
        }
        int count = found.missing().size();
        if (count == 0) {
            getLog().info("Every SQL file has its block; nothing to do");
        } else if (!writes) {
            getLog().info("Nothing was written. -Dpgmi.write does it, with new ids, for "
                    + LogListener.count(count, "file"));
        }
    }
}
