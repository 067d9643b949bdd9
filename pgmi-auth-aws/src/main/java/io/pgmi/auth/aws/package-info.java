// SPDX-License-Identifier: Apache-2.0
/** Log-in with AWS RDS IAM. */
@NullMarked
package io.pgmi.auth.aws;

import org.jspecify.annotations.NullMarked;
