// SPDX-License-Identifier: Apache-2.0
/** What stands in for Azure: Entra ID's token endpoint, the managed identity endpoints, and a server that checks tokens. */
@NullMarked
package io.pgmi.testing.azure;

import org.jspecify.annotations.NullMarked;
