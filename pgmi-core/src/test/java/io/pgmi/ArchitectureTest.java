// SPDX-License-Identifier: Apache-2.0
package io.pgmi;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ServiceLoader;

/** The rules of the house that a compiler can't hold. */
@AnalyzeClasses(packages = "io.pgmi", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule noCycles = slices().matching("io.pgmi.(*)..")
            .should()
            .beFreeOfCycles()
            .because("packages that need each other are one package with a line through it");

    @ArchTest
    static final ArchRule vocabularyStandsAlone = noClasses()
            .that()
            .resideInAPackage("io.pgmi")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.pgmi.*..")
            .because("every package speaks these words, so they can need none of them");

    @ArchTest
    static final ArchRule scriptAndMetadataArePure = noClasses()
            .that()
            .resideInAnyPackage("io.pgmi.script..", "io.pgmi.metadata..", "io.pgmi.trace..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "java.nio.file..", "org.postgresql..")
            .because("text in, values out: that is what property tests and offline goals build on");

    @ArchTest
    static final ArchRule nothingSeesDeploy = noClasses()
            .that()
            .resideOutsideOfPackage("io.pgmi.deploy..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.pgmi.deploy..")
            .because("it is the door; what is behind it must not lead out of it");

    @ArchTest
    static final ArchRule noMaven = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.maven..")
            .because("the engine serves any front end");

    @ArchTest
    static final ArchRule environmentInOnePlace = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.pgmi.Environment")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .because("what a run depends on is handed in, or tests and precedence lie");

    @ArchTest
    static final ArchRule serviceLoaderInOnePlace = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.pgmi.auth.AuthProviders")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ServiceLoader.class)
            .because("providers are found in one class, which is also the one that lets go of them");

    @ArchTest
    static final ArchRule explicitClassLoader = noClasses()
            .should()
            .callMethod(ServiceLoader.class, "load", Class.class)
            .orShould()
            .callMethod(ServiceLoader.class, "loadInstalled", Class.class)
            .because("the thread's class loader is whatever plugin of the build ran last");

    @ArchTest
    static final ArchRule providersSeeTheVocabularyOnly = noClasses()
            .that()
            .resideInAPackage("io.pgmi.auth..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.pgmi.*..").and(not(resideInAPackage("io.pgmi.auth.."))))
            .because("what others implement must not drag the engine along");

    @ArchTest
    static final ArchRule driverInternalsInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackages("io.pgmi.session..", "io.pgmi.connect..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.postgresql..")
            .because("the driver's internal API may change with any release");

    @ArchTest
    static final ArchRule noDriverManager = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.sql.DriverManager")
            .because("it forgets the driver when another plugin touched it first in the same JVM");

    @ArchTest
    static final ArchRule noConsole = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("who embeds the engine decides what is shown");

    @ArchTest
    static final ArchRule oneException = classes()
            .that()
            .areAssignableTo(RuntimeException.class)
            .and()
            .resideOutsideOfPackage("io.pgmi.embedded..") // another module, which knows nothing of outcomes
            .should()
            .haveFullyQualifiedName("io.pgmi.PgmiException")
            .because("callers tell failures apart by their outcome");
}
