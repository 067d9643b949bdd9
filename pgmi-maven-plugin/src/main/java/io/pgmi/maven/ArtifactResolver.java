// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.connect.Value;
import java.nio.file.Path;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Fetches packaged projects as Maven fetches a dependency: reactor, local repository, repositories, mirrors, proxies. */
@Named
@Singleton
final class ArtifactResolver {
    private final RepositorySystem repositorySystem;

    @Inject
    ArtifactResolver(RepositorySystem repositorySystem) {
        this.repositorySystem = repositorySystem;
    }

    /** The artifact's file. */
    Path resolve(Value written, MavenSession session, MavenProject project) {
        ArtifactCoordinates wanted = ArtifactCoordinates.parse(written);
        ArtifactRequest request = new ArtifactRequest(
                new DefaultArtifact(
                        wanted.group(), wanted.name(), wanted.classifier(), ArtifactCoordinates.TYPE, wanted.version()),
                project.getRemoteProjectRepositories(),
                null);
        try {
            return repositorySystem
                    .resolveArtifact(session.getRepositorySession(), request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            throw new PgmiException(
                    Outcome.INVALID_CONFIGURATION,
                    "artifact " + wanted + " (" + written.origin() + ") cannot be resolved: " + e.getMessage() + "\n"
                            + remedy(session, project),
                    e);
        }
    }

    private static String remedy(MavenSession session, MavenProject project) {
        if (session.isOffline()) {
            return "Maven is offline: run once without -o where a repository that has it can be reached.";
        }
        return "It must have been made by pgmi:package and deployed or installed; looked for in the local repository"
                + project.getRemoteProjectRepositories().stream()
                        .map(RemoteRepository::getId)
                        .collect(Collectors.joining(", ", " and in ", ""))
                + ". Further repositories come from the POM or from a profile in settings.xml.";
    }
}
