// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import io.pgmi.Secret;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom a token says it is for: what to make a role from. Claims are read to help, never to decide.
 *
 * @param objectId of the service principal, managed identity or user
 * @param name of a user; of an application its client id
 * @param user whether it is a person
 */
record TokenOwner(@Nullable String objectId, @Nullable String name, boolean user) {
    static final TokenOwner UNKNOWN = new TokenOwner(null, null, false);

    static TokenOwner of(Secret token) {
        String[] parts = token.reveal().split("\\.", -1);
        if (parts.length != 3) {
            return UNKNOWN;
        }
        try (JsonReader json = JsonProviders.createReader(Base64.getUrlDecoder().decode(parts[1]))) {
            Map<String, Object> claims = json.readMap(JsonReader::readUntyped);
            String person = text(claims, "upn", "unique_name", "preferred_username");
            return new TokenOwner(
                    text(claims, "oid"), person == null ? text(claims, "appid", "azp") : person, person != null);
        } catch (IOException | RuntimeException e) {
            return UNKNOWN; // it is the server that reads tokens
        }
    }

    private static @Nullable String text(Map<String, Object> claims, String... names) {
        for (String name : names) {
            if (claims.get(name) instanceof String text && !text.isEmpty()) {
                return text;
            }
        }
        return null;
    }

    /** After the server has refused it. */
    String remedy(String role) {
        String quoted = role.replace("'", "''");
        String owner = objectId == null
                ? ""
                : "The token is for " + (user ? "user " : "application ") + name + ", object id " + objectId + ". ";
        String create = objectId == null
                ? "pgaadauth_create_principal('" + quoted + "', false, false)"
                : "pgaadauth_create_principal_with_oid('" + quoted + "', '" + objectId + "', '"
                        + (user ? "user" : "service") + "', false, false)";
        return owner + "Microsoft Entra authentication must be on for the server, and username must be the role of that"
                + " identity: the display name of the service principal or managed identity, the user principal name, the"
                + " group's name, in the same case. In database postgres, SELECT * FROM pgaadauth_list_principals(false)"
                + " shows the roles that there are, and SELECT * FROM " + create
                + " makes this one, each as the server's Entra administrator.";
    }
}
