// SPDX-License-Identifier: Apache-2.0
/** The one session of a deployment: its lock, the objects that deploy.sql sees, and messages to the server. */
@NullMarked
package io.pgmi.session;

import org.jspecify.annotations.NullMarked;
