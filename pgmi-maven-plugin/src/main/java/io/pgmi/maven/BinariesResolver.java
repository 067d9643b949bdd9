// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;

/** Fetches PostgreSQL's binaries as Maven fetches a plugin: same repositories, mirrors, proxies and local repository. */
@Named
@Singleton
final class BinariesResolver {
    private static final String GROUP = "io.zonky.test.postgres";
    /** A repository may list what it does not serve; nobody wants to wait for a hundred refusals. */
    private static final int MOST_TRIES = 8;

    private final RepositorySystem repositorySystem;

    @Inject
    BinariesResolver(RepositorySystem repositorySystem) {
        this.repositorySystem = repositorySystem;
    }

    /** The jar of the newest version that was asked for and can be had. */
    Path resolve(PostgresVersion version, BinariesPlatform platform, MavenSession session, MavenProject project)
            throws MojoExecutionException {
        if (version.isExact()) {
            try {
                return fetch(version.text(), platform, session, project);
            } catch (ArtifactResolutionException e) {
                throw new MojoExecutionException(
                        "The binaries of PostgreSQL " + version + " for " + platform.name() + " cannot be fetched: "
                                + e.getMessage() + "\n" + remedy(session),
                        e);
            }
        }
        List<String> published = published(platform, session, project);
        List<String> candidates = version.candidates(published);
        if (candidates.isEmpty()) {
            throw new MojoExecutionException(
                    published.isEmpty()
                            ? "No binaries of PostgreSQL for " + platform.name() + " (" + GROUP + ":"
                                    + platform.artifactId() + ") are known here. " + remedy(session)
                            : "There is no PostgreSQL " + version + " for " + platform.name() + "; majors that exist: "
                                    + PostgresVersion.majors(published) + ".");
        }
        return firstThatResolves(candidates, platform, session, project);
    }

    private Path firstThatResolves(
            List<String> candidates, BinariesPlatform platform, MavenSession session, MavenProject project)
            throws MojoExecutionException {
        // Offline a try costs nothing, and what lies in the local repository may be old.
        int tries = session.isOffline() ? candidates.size() : Math.min(MOST_TRIES, candidates.size());
        ArtifactResolutionException newestFailure = null;
        for (String candidate : candidates.subList(0, tries)) {
            try {
                return fetch(candidate, platform, session, project);
            } catch (ArtifactResolutionException e) {
                newestFailure = newestFailure == null ? e : newestFailure;
            }
        }
        throw new MojoExecutionException(
                "The binaries of PostgreSQL for " + platform.name() + " cannot be fetched; tried "
                        + String.join(", ", candidates.subList(0, tries)) + ": "
                        + (newestFailure == null ? "" : newestFailure.getMessage()) + "\n" + remedy(session),
                newestFailure);
    }

    private List<String> published(BinariesPlatform platform, MavenSession session, MavenProject project)
            throws MojoExecutionException {
        Artifact anyVersion = new DefaultArtifact(GROUP, platform.artifactId(), "jar", "[0,)");
        try {
            return repositorySystem
                    .resolveVersionRange(
                            session.getRepositorySession(),
                            new VersionRangeRequest(anyVersion, project.getRemotePluginRepositories(), null))
                    .getVersions()
                    .stream()
                    .map(Object::toString)
                    .toList();
        } catch (VersionRangeResolutionException e) {
            throw new MojoExecutionException(
                    "The versions of " + GROUP + ":" + platform.artifactId() + " cannot be listed: " + e.getMessage(),
                    e);
        }
    }

    private Path fetch(String version, BinariesPlatform platform, MavenSession session, MavenProject project)
            throws ArtifactResolutionException {
        Artifact artifact = new DefaultArtifact(GROUP, platform.artifactId(), "jar", version);
        return repositorySystem
                .resolveArtifact(
                        session.getRepositorySession(),
                        new ArtifactRequest(artifact, project.getRemotePluginRepositories(), null))
                .getArtifact()
                .getFile()
                .toPath();
    }

    private static String remedy(MavenSession session) {
        return session.isOffline()
                ? "Maven is offline: run pgmi:start once without -o to fetch them, or name a version (pgmi.postgresVersion,"
                        + " such as 16.4.0) that is in the local repository."
                : "Check that the build's plugin repositories (Maven Central or its mirror) serve " + GROUP
                        + ", or name another version (pgmi.postgresVersion).";
    }
}
