// SPDX-License-Identifier: Apache-2.0
/** Log-in with Azure Entra ID. */
@NullMarked
package io.pgmi.auth.azure;

import org.jspecify.annotations.NullMarked;
