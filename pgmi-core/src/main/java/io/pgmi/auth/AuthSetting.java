// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth;

import io.pgmi.Secret;

/**
 * A setting and where the user wrote it.
 *
 * @param value wrapped, since some are secret; those whose name does not say so may be quoted in a message
 * @param origin in the user's words: {@code -Dpgmi.awsRegion}, {@code $AWS_REGION},
 *     {@code connection.aws_region in pgmi.yaml:3}
 */
public record AuthSetting(Secret value, String origin) {}
