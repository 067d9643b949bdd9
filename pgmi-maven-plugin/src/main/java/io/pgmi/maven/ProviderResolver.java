// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.auth.AuthProvider;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * Fetches this project's own providers, each of which brings a cloud's SDK, when one is asked for: who logs in with a
 * password never downloads them. As Maven fetches a plugin: same repositories, mirrors, proxies and local repository.
 */
@Named
@Singleton
final class ProviderResolver {
    private static final Set<String> OWN = Set.of("azure", "aws", "google");
    /** Core exports its own, and a second one would not log to it. */
    private static final String LOGGING = "org.slf4j:slf4j-api";

    private final RepositorySystem repositorySystem;

    @Inject
    ProviderResolver(RepositorySystem repositorySystem) {
        this.repositorySystem = repositorySystem;
    }

    /** Below the plugin's class loader, so that both know the same interface. Empty where the provider is not ours. */
    Optional<ClassLoader> fetch(String id, PluginDescriptor plugin, MavenSession session, MavenProject project) {
        if (!OWN.contains(id)) {
            return Optional.empty();
        }
        Artifact artifact = new DefaultArtifact(plugin.getGroupId(), "pgmi-auth-" + id, "jar", plugin.getVersion());
        CollectRequest collect =
                new CollectRequest(new Dependency(artifact, "runtime"), project.getRemotePluginRepositories());
        Set<String> present = present(plugin);
        DependencyRequest request = new DependencyRequest(
                collect, (node, parents) -> node.getDependency() != null && isNew(node.getDependency(), present));
        try {
            List<URL> jars = new ArrayList<>();
            for (ArtifactResult result : repositorySystem
                    .resolveDependencies(session.getRepositorySession(), request)
                    .getArtifactResults()) {
                jars.add(result.getArtifact().getFile().toURI().toURL());
            }
            return Optional.of(new URLClassLoader(
                    "pgmi-auth-" + id, jars.toArray(URL[]::new), AuthProvider.class.getClassLoader()));
        } catch (DependencyResolutionException | MalformedURLException e) {
            throw new PgmiException(
                    Outcome.INVALID_CONFIGURATION,
                    coordinates(artifact) + " cannot be resolved: " + e.getMessage() + "\n" + remedy(artifact, session),
                    e);
        }
    }

    /** Group and artifact of what the plugin's own class loader has. */
    private static Set<String> present(PluginDescriptor plugin) {
        Set<String> names = new HashSet<>();
        names.add(LOGGING);
        if (plugin.getArtifacts() != null) {
            plugin.getArtifacts().forEach(one -> names.add(one.getGroupId() + ":" + one.getArtifactId()));
        }
        return names;
    }

    private static boolean isNew(Dependency dependency, Set<String> present) {
        Artifact artifact = dependency.getArtifact();
        boolean atRunTime =
                dependency.getScope().equals("runtime") || dependency.getScope().equals("compile");
        return atRunTime
                && !Boolean.TRUE.equals(dependency.getOptional())
                && !present.contains(artifact.getGroupId() + ":" + artifact.getArtifactId());
    }

    private static String coordinates(Artifact artifact) {
        return artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getVersion();
    }

    private static String remedy(Artifact artifact, MavenSession session) {
        return (session.isOffline() ? "Maven is offline. " : "")
                + "Fetch it ahead of time, where a repository that serves it can be reached:\n"
                + "  mvn dependency:get -Dartifact=" + coordinates(artifact) + "\n"
                + "or make it part of the build, by adding it to the plugin:\n"
                + "  <plugin>\n"
                + "    <groupId>io.pgmi</groupId>\n"
                + "    <artifactId>pgmi-maven-plugin</artifactId>\n"
                + "    <dependencies>\n"
                + "      <dependency>\n"
                + "        <groupId>" + artifact.getGroupId() + "</groupId>\n"
                + "        <artifactId>" + artifact.getArtifactId() + "</artifactId>\n"
                + "        <version>" + artifact.getVersion() + "</version>\n"
                + "      </dependency>\n"
                + "    </dependencies>\n"
                + "  </plugin>";
    }
}
