// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

/** A file under a test directory, of any type. */
public record TestFile(ProjectPath path, FileContent content) {}
