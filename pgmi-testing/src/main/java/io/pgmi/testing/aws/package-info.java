// SPDX-License-Identifier: Apache-2.0
/** Stands for AWS: an RDS instance's front door, and the services that hand out credentials. */
@NullMarked
package io.pgmi.testing.aws;

import org.jspecify.annotations.NullMarked;
