// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.PgmiException;
import io.pgmi.report.DeployHtml;
import io.pgmi.report.DeployJsonReader;
import io.pgmi.report.DeployReport;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.inject.Inject;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;
import org.jspecify.annotations.Nullable;

/**
 * Shows the project's last deployment: outcome, error, timeline, tests, plan, connection. As a report in
 * <code>&lt;reporting&gt;</code> it is a page of the project's site, <code>pgmi.html</code>; run by itself it writes that page
 * alone, without the site's frame. Reads <code>pgmi/deploy.json</code> of the build directory, which <code>pgmi:deploy</code>
 * leaves behind; where there is none, there is no page.
 */
// Maven's API alone: what report mojos usually extend would bring a megabyte of site renderer to every deployment.
@Mojo(name = "report", requiresProject = false, threadSafe = true)
public final class ReportMojo extends AbstractMojo implements MavenReport {
    private static final String OUTPUT = "pgmi";

    private final MavenSession session;
    private final MavenProject project;

    /**
     * Where the page goes when the goal runs by itself, relative to the project's folder; without a POM, to the current one. Default:
     * the site's folder. Example: <code>-Dpgmi.reportOutputDirectory=target/site</code>.
     */
    @Parameter(property = "pgmi.reportOutputDirectory", defaultValue = "${project.reporting.outputDirectory}")
    @Nullable
    File outputDirectory;

    /** Do nothing. Default: <code>false</code>. Example: <code>-Dpgmi.skip</code>. */
    @Parameter(property = "pgmi.skip", defaultValue = "false")
    boolean skip;

    @Inject
    ReportMojo(MavenSession session, MavenProject project) {
        this.session = session;
        this.project = project;
    }

    @Override
    public void execute() throws MojoExecutionException {
        if (!canGenerateReport()) {
            getLog().info("No report: there is no " + result() + ", which pgmi:deploy writes");
            return;
        }
        Path page = getReportOutputDirectory().toPath().resolve(OUTPUT + ".html");
        try {
            DeployHtml.write(DeployJsonReader.read(result()), page);
        } catch (PgmiException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
        getLog().info("Written to " + page);
    }

    @Override
    public void generate(Sink sink, Locale locale) throws MavenReportException {
        DeployReport report;
        try {
            report = DeployJsonReader.read(result());
        } catch (PgmiException e) {
            throw new MavenReportException(e.getMessage(), e);
        }
        sink.head();
        sink.title();
        sink.text(DeployHtml.title(report));
        sink.title_();
        sink.head_();
        sink.body();
        sink.rawText(DeployHtml.fragment(report));
        sink.body_();
        sink.flush();
        sink.close();
    }

    @Override
    public boolean canGenerateReport() {
        return !new CommandLine(session).flag("pgmi.skip", skip) && Files.isRegularFile(result());
    }

    private Path result() {
        return ProjectFolders.output(session, project).resolve("deploy.json");
    }

    @Override
    public String getOutputPath() {
        return OUTPUT;
    }

    /** What {@link #getOutputPath} was called before; site plugins of Maven 3 ask for this one. */
    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester")
    public String getOutputName() {
        return OUTPUT;
    }

    @Override
    public String getCategoryName() {
        return CATEGORY_PROJECT_REPORTS;
    }

    @Override
    public String getName(Locale locale) {
        return "Deployment";
    }

    @Override
    public String getDescription(Locale locale) {
        return "The last deployment to PostgreSQL.";
    }

    /** The site's folder, as the site plugin says. */
    @Override
    public void setReportOutputDirectory(File directory) {
        outputDirectory = directory;
    }

    @Override
    public File getReportOutputDirectory() {
        Path base = ProjectFolders.base(session, project);
        return outputDirectory == null
                ? base.resolve("target/site").toFile()
                : base.resolve(outputDirectory.toPath()).toFile();
    }

    @Override
    public boolean isExternalReport() {
        return false;
    }
}
