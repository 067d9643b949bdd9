// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectPathTest {
    @Test
    void fileAtTheRootHasNoParent() {
        ProjectPath path = new ProjectPath("./a.sql");
        assertThat(path.name()).isEqualTo("a.sql");
        assertThat(path.directory()).isEqualTo("./");
        assertThat(path.depth()).isZero();
        assertThat(path.parentFolderName()).isNull();
    }

    @Test
    void nestedFileKnowsItsDirectories() {
        ProjectPath path = new ProjectPath("./x/y z/a.sql");
        assertThat(path.directory()).isEqualTo("./x/y z/");
        assertThat(path.depth()).isEqualTo(2);
        assertThat(path.parentFolderName()).isEqualTo("y z");
        assertThat(new ProjectPath("./x/a").parentFolderName()).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({
        "a.sql,.sql",
        "a.SQL,.SQL",
        "a.tar.gz,.gz",
        "a,''",
        "a.,''",
        "a.b-c,''",
        "a.é,''",
        "a.7z,.7z",
        ".x,.x",
        "sql,''"
    })
    void extensionIsOneOfLettersAndDigitsOnly(String name, String extension) {
        assertThat(new ProjectPath("./d.x/" + name).extension()).isEqualTo(extension);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql", "ddl", "dml", "dql", "dcl", "psql", "pgsql", "plpgsql", "SQL", "DdL", "DQL"})
    void sqlExtensionsCountInAnyCaseAndLocale(String extension) {
        Locale original = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertThat(new ProjectPath("./a." + extension).isSql()).isTrue();
        } finally {
            Locale.setDefault(original);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "sql", "a.sqlx", "a.sql.bak", "a.sql~"})
    void otherFilesAreNoSql(String name) {
        assertThat(new ProjectPath("./" + name).isSql()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "./__test__/a.sql,true",
        "./x/__tests__/y/a.sql,true",
        "./__test__,false",
        "./x__test__/a.sql,false",
        "./__Test__/a.sql,false"
    })
    void testsAreUnderATestDirectory(String path, boolean test) {
        assertThat(new ProjectPath(path).isTest()).isEqualTo(test);
    }

    @ParameterizedTest
    @CsvSource({
        "./__test__/_setup.sql,true",
        "./__test__/x/_SETUP.PSQL,true",
        "./_setup.sql,false",
        "./__test__/_setup.ddl,false",
        "./__test__/a_setup.sql,false"
    })
    void fixtureIsASetupFileOfATestDirectory(String path, boolean fixture) {
        assertThat(new ProjectPath(path).isFixture()).isEqualTo(fixture);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.sql", "/a.sql", "./a//b", "./a/", ""})
    void otherFormsAreRefused(String path) {
        assertThatThrownBy(() -> new ProjectPath(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void emojiSortBehindTheLastCharactersOfTheBasicPlane() {
        assertThat(new ProjectPath("./\uffee")).isLessThan(new ProjectPath("./😀"));
    }

    @Property
    void orderIsThatOfUtf8Bytes(@ForAll("names") String a, @ForAll("names") String b) {
        ProjectPath one = new ProjectPath("./" + a);
        ProjectPath two = new ProjectPath("./" + b);
        int bytes = Arrays.compareUnsigned(
                one.value().getBytes(StandardCharsets.UTF_8), two.value().getBytes(StandardCharsets.UTF_8));
        assertThat(Integer.signum(one.compareTo(two))).isEqualTo(Integer.signum(bytes));
        assertThat(one.equals(two)).isEqualTo(bytes == 0);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(List.of("a", "b", "é", "\ue000", "\uffee", "😀", "😁", "𝒳"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parts -> String.join("", parts));
    }
}
