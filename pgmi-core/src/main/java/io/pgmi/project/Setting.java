// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

/**
 * A setting as it was written.
 *
 * @param origin in the user's words: {@code connection.host in pgmi.yaml:3}
 */
public record Setting(String value, String origin) {}
