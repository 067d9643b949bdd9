// SPDX-License-Identifier: Apache-2.0
/** What a project directory holds: its files, its deploy.sql, pgmi.yaml, and parameters. All of it is read before connecting. */
@NullMarked
package io.pgmi.project;

import org.jspecify.annotations.NullMarked;
