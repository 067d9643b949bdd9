// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.testing.TestAuthority;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules are those of the PostgreSQL manual, "Client Verification of Server Certificates". */
class ServerNameTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("root");

    /** @param names blank-separated, addresses with {@code ip:} before them */
    private static ServerName name(String commonName, String names) {
        List<GeneralName> alternatives = new ArrayList<>();
        for (String name : names.split(" ", -1)) {
            if (name.startsWith("ip:")) {
                alternatives.add(new GeneralName(GeneralName.iPAddress, name.substring(3)));
            } else if (!name.isEmpty()) {
                alternatives.add(new GeneralName(GeneralName.dNSName, name));
            }
        }
        return new ServerName(AUTHORITY
                .server(commonName, alternatives.toArray(new GeneralName[0]))
                .chain()
                .get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "db.example.org, db.example.org, true",
        "DB.Example.ORG, db.example.org, true",
        "db.example.org, other.org db.example.org, true",
        "db.example.org, example.org, false",
        "db.example.org, *.example.org, true",
        "a.db.example.org, *.example.org, false",
        "example.org, *.example.org, false",
        ".example.org, *.example.org, false",
        "db.example.org, *, false",
        "db.example.org, d*.example.org, false",
        "db.example.org, db.*.org, false",
        "10.0.0.1, ip:10.0.0.1, true",
        "10.0.0.1, ip:10.0.0.2, false",
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1, *.0.0.1, true",
        "::1, ip:0:0:0:0:0:0:0:1, true",
        "[::1], ip:::1, true",
        "bücher.example, xn--bcher-kva.example, true"
    })
    void alternativeNamesAreMatched(String host, String names, boolean expected) {
        assertThat(name("unused", names).matches(host)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "db.example.org, db.example.org, '', true",
        "db.example.org, *.example.org, '', true",
        "db.example.org, db.example.org, other.org, false",
        "db.example.org, db.example.org, ip:10.0.0.1, true",
        "10.0.0.1, 10.0.0.1, '', true",
        "10.0.0.1, 10.0.0.1, other.org, true",
        "10.0.0.1, 10.0.0.1, ip:10.0.0.2, false"
    })
    void theCommonNameCountsWhereThereIsNoNameOfTheHostsKind(
            String host, String commonName, String names, boolean expected) {
        assertThat(name(commonName, names).matches(host)).isEqualTo(expected);
    }

    @Test
    void itTellsItsNames() {
        assertThat(name("unused", "db.example.org ip:10.0.0.1")).hasToString("db.example.org, 10.0.0.1");
        assertThat(name("db.example.org", "")).hasToString("db.example.org");
    }
}
