// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.azure;

import com.sun.net.httpserver.HttpExchange;
import java.util.Map;
import java.util.Optional;

/**
 * Where a machine of Azure gets tokens of its identities: the instance metadata service's
 * {@code GET /metadata/identity/oauth2/token} (virtual machines, container instances) and App Service's
 * {@code GET /msi/token}, whose address and header the platform sets as variables.
 */
final class ManagedIdentityEndpoint {
    static final String METADATA = "/metadata/identity/oauth2/token";
    static final String APP_SERVICE = "/msi/token";

    private final Directory directory;
    private final String audience;
    private final String header;

    /** @param header what App Service's clients have to show */
    ManagedIdentityEndpoint(Directory directory, String audience, String header) {
        this.directory = directory;
        this.audience = audience;
        this.header = header;
    }

    Reply answer(HttpExchange exchange) {
        Map<String, String> query = Reply.fields(exchange.getRequestURI().getRawQuery());
        boolean metadata = exchange.getRequestURI().getPath().equals(METADATA);
        String shown = exchange.getRequestHeaders().getFirst(metadata ? "Metadata" : "X-IDENTITY-HEADER");
        String version = metadata ? "2018-02-01" : "2019-08-01";
        if (!(metadata ? "true" : header).equals(shown)) {
            return error(
                    metadata ? 400 : 401,
                    "invalid_request",
                    "Required " + (metadata ? "metadata" : "identity") + " header not specified");
        }
        if (!version.equals(query.get("api-version")) || !audience.equals(query.get("resource"))) {
            return error(
                    400,
                    "invalid_resource",
                    "AADSTS500011: The resource principal named " + query.get("resource") + " was not found");
        }
        Optional<Identity> identity = query.containsKey("client_id")
                ? directory.find(query.get("client_id")).filter(found -> found.secret() == null)
                : directory.ofMachine();
        if (identity.isEmpty()) {
            return error(400, "invalid_request", "Identity not found");
        }
        return switch (identity.get().trouble()) {
            case BUSY -> error(503, "busy", "try again later");
            case SILENT -> Reply.SILENCE;
            case BROKEN -> Reply.page(500);
            case GARBLED -> Reply.page(200);
            case EMPTY -> Reply.json(200, "{\"token_type\":\"Bearer\"}");
            default -> token(identity.get());
        };
    }

    private Reply token(Identity identity) {
        Directory.Issued issued = directory.issue(identity, audience);
        return Reply.json(
                200,
                "{\"access_token\":\"" + issued.token() + "\",\"client_id\":\"" + identity.clientId()
                        + "\",\"expires_on\":\"" + issued.expiry().getEpochSecond() + "\",\"resource\":\"" + audience
                        + "\",\"token_type\":\"Bearer\"}");
    }

    private static Reply error(int status, String error, String text) {
        return Reply.json(status, "{\"error\":\"" + error + "\",\"error_description\":\"" + text + "\"}");
    }
}
