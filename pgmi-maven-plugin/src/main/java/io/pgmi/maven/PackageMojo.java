// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.deploy.DeployRequest.ParameterSources;
import io.pgmi.deploy.Validation;
import io.pgmi.deploy.ValidationRequest;
import io.pgmi.project.Project;
import io.pgmi.project.ProjectPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Packs a project into a zip that is installed, deployed and released with the module, and that <code>pgmi:deploy</code>
 * takes by its coordinates (<code>artifact</code>): what was tested is what is deployed. In it is what a deployment loads,
 * byte for byte; the same files give the same zip. Checks the project first, as <code>pgmi:validate</code> does.
 *
 * <p>Never in it: hidden files such as <code>.env</code> and <code>.pgpass</code>, and keys (<code>*.key</code>,
 * <code>*.p12</code>, <code>*.pfx</code>, <code>*.jks</code>, <code>*.ppk</code>, <code>pgpass.conf</code>, and any file
 * but SQL with a private key in it), which are warned of.
 */
@Mojo(name = "package", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class PackageMojo extends DirectoryMojo {
    private final MavenSession session;
    private final MavenProject project;
    private final MavenProjectHelper helper;

    /** What tells the zip from the module's other artifacts. With several projects in a module, an execution and a classifier for each. Default: <code>pgmi</code>. Example: <code>pgmi-billing</code>. */
    @Parameter(property = "pgmi.classifier", defaultValue = ArtifactCoordinates.DEFAULT_CLASSIFIER)
    String classifier = ArtifactCoordinates.DEFAULT_CLASSIFIER;

    /**
     * The time that all of the zip's entries get: ISO 8601, or seconds since 1970. Default:
     * <code>${project.build.outputTimestamp}</code>, else 1980-02-01. Example: <code>2026-11-23T00:00:00Z</code>.
     */
    @Parameter(defaultValue = "${project.build.outputTimestamp}")
    @Nullable
    String outputTimestamp;

    /** Do not package. Default: <code>false</code>. Example: <code>-Dpgmi.skipPackage</code>. */
    @Parameter(property = "pgmi.skipPackage", defaultValue = "false")
    boolean skipPackage;

    @Inject
    PackageMojo(MavenSession session, MavenProject project, MavenProjectHelper helper) {
        this.session = session;
        this.project = project;
        this.helper = helper;
    }

    @Override
    public void execute() throws MojoExecutionException {
        CommandLine commandLine = new CommandLine(session);
        if (commandLine.flag("pgmi.skipPackage", skipPackage)) {
            getLog().info("Nothing is packaged: pgmi.skipPackage is set");
            return;
        }
        Path folder = ProjectSources.directory(session, project, sourceDirectory);
        if (folder == null) {
            getLog().info("Nothing is packaged: this module has no " + ProjectSources.DEFAULT_DIRECTORY);
            return;
        }
        String name = commandLine.text("pgmi.classifier", classifier).strip();
        try {
            if (!name.matches("[A-Za-z0-9_.-]+")) {
                throw PgmiException.invalidConfiguration(List.of("classifier '" + name + "' must have letters, digits,"
                        + " _, - and . only, and at least one, because it becomes part of a file name"));
            }
            Path zip = Path.of(project.getBuild().getDirectory())
                    .resolve(project.getBuild().getFinalName() + "-" + name + ".zip");
            List<ProjectPath> left = new ProjectArchive(validated(folder), EntryTime.of(outputTimestamp)).write(zip);
            left.forEach(
                    path -> getLog().warn(
                                    "Not packaged: " + path + ", as it is or holds a private key or passwords."
                                            + " A deployment of the folder loads it, one of the zip does not: better keep it elsewhere"));
            attach(name, folder, zip);
        } catch (PgmiException e) {
            throw Failure.of("package", e);
        }
    }

    private Project validated(Path folder) throws MojoExecutionException {
        Validation validation =
                Validation.of(new ValidationRequest(folder, new ParameterSources(List.of(), Map.of()), null, null));
        validation.warnings().forEach(getLog()::warn);
        if (validation.outcome() != Outcome.SUCCESS) {
            throw Failure.of("package", validation.outcome(), validation.problems());
        }
        return Objects.requireNonNull(validation.scan()).project();
    }

    @SuppressWarnings("unchecked") // Maven's own raw type.
    private void attach(String name, Path folder, Path zip) {
        String key = "pgmi.package." + name;
        String attached = (String) getPluginContext().get(key);
        for (Artifact other : project.getAttachedArtifacts()) {
            if (name.equals(other.getClassifier()) && ArtifactCoordinates.TYPE.equals(other.getType())) {
                // A forked lifecycle may come by twice with the same.
                if (folder.toString().equals(attached)) {
                    return;
                }
                throw PgmiException.invalidConfiguration(List.of("this module has an artifact with classifier '" + name
                        + "' and type zip already, " + other.getFile() + ". Give each execution of pgmi:package a"
                        + " <classifier> of its own"));
            }
        }
        helper.attachArtifact(project, ArtifactCoordinates.TYPE, name, zip.toFile());
        getPluginContext().put(key, folder.toString());
        getLog().info("Packaged " + zip);
    }
}
