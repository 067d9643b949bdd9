// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters of every goal that reads a project from a folder or an artifact, and nothing else. */
abstract class ProjectMojo extends DirectoryMojo {
    /**
     * A project that <code>pgmi:package</code> made, instead of a folder: <code>group:name:version</code>, or with a
     * classifier at the end (default <code>pgmi</code>). Resolved as Maven resolves a dependency. Not together with
     * <code>sourceDirectory</code>. Default: none. Example: <code>-Dpgmi.artifact=com.example:shop:1.4.0</code>.
     */
    @Parameter(property = "pgmi.artifact")
    @Nullable
    String artifact;
}
