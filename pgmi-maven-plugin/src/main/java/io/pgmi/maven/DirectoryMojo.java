// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameter of every goal that reads a project's folder, and nothing else: it is documented and named once. */
abstract class DirectoryMojo extends AbstractMojo {
    /**
     * The folder with <code>deploy.sql</code>, relative to the project's folder; without a POM, to the current one. A
     * module that has no such folder and does not name one is skipped. Default: <code>src/main/pgmi</code>. Example:
     * <code>-Dpgmi.sourceDirectory=database</code>.
     */
    @Parameter(property = "pgmi.sourceDirectory")
    @Nullable
    String sourceDirectory;
}
