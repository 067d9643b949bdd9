// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** Where a goal reads and writes, also without a POM. */
final class ProjectFolders {
    private ProjectFolders() {}

    /** The project's folder; without a POM, the current one. */
    static Path base(MavenSession session, MavenProject project) {
        File directory = project.getBasedir();
        return directory == null ? Path.of(session.getExecutionRootDirectory()) : directory.toPath();
    }

    /** {@code pgmi} in the build directory; without a POM, in {@code target} of the current folder. */
    static Path output(MavenSession session, MavenProject project) {
        String build =
                project.getBasedir() == null ? "target" : project.getBuild().getDirectory();
        return base(session, project).resolve(build).resolve("pgmi");
    }
}
