// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

/**
 * The project's deploy.sql.
 *
 * @param file its name as the directory lists it, relative to the project's root
 */
public record DeployScript(String file, String text) {}
