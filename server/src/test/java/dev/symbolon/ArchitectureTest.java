package dev.symbolon;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The file tree is the architecture")
class ArchitectureTest {

    private static final String ROOT = "dev.symbolon";
    private static final int MOST_LINES = 400;
    private static final JavaClasses CODE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(ROOT);

    @Test
    @DisplayName("the arrows between the areas point downwards")
    void arrows() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("base")
                .definedBy(ROOT + ".base..")
                .layer("core")
                .definedBy(ROOT + ".core..")
                .layer("identity")
                .definedBy(ROOT + ".identity..")
                .layer("access")
                .definedBy(ROOT + ".access..")
                .layer("protocol")
                .definedBy(ROOT + ".protocol..")
                .layer("operator")
                .definedBy(ROOT + ".operator..")
                .whereLayer("protocol")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("operator")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("identity")
                .mayOnlyBeAccessedByLayers("protocol", "operator")
                .whereLayer("access")
                .mayOnlyBeAccessedByLayers("protocol", "operator")
                .whereLayer("core")
                .mayOnlyBeAccessedByLayers("identity", "access", "protocol", "operator")
                .check(CODE);
    }

    @Test
    @DisplayName("nothing but Main sees Main, Server or Config")
    void rootIsOnTop() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(CODE);
    }

    @Test
    @DisplayName("endpoints of the protocol never use one another")
    void protocolPackagesAreIndependent() {
        slices().matching(ROOT + ".protocol.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    @DisplayName("no package depends on itself by a detour")
    void noCycles() {
        slices().matching(ROOT + ".(*).(*)..").should().beFreeOfCycles().check(CODE);
    }

    @Test
    @DisplayName("every class is in one of the areas")
    void areas() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and(com.tngtech.archunit.base.DescribedPredicate.not(resideInAPackage("gg.jte..")))
                .should()
                .resideInAnyPackage(
                        ROOT,
                        ROOT + ".base..",
                        ROOT + ".core..",
                        ROOT + ".identity..",
                        ROOT + ".access..",
                        ROOT + ".protocol..",
                        ROOT + ".operator..")
                .check(CODE);
    }

    @Test
    @DisplayName("names say what a class is about")
    void names() {
        noClasses()
                .should(
                        com.tngtech.archunit.lang.conditions.ArchConditions.have(
                                nameMatching(".*(Utils?|Helpers?|Manager|Impl)")))
                .check(CODE);
    }

    @Test
    @DisplayName("SQL stands in stores")
    void sqlInStores() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".base.sql..")
                .and(
                        com.tngtech.archunit.base.DescribedPredicate.not(
                                simpleName("").or(nameMatching(".*Store(\\$.*)?"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql..")
                .check(CODE);
    }

    @Test
    @DisplayName("only Main reads the clock")
    void clock() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .callMethodWhere(
                        target(owner(assignableTo(Clock.class)))
                                .and(target(nameMatching("system.*|tick.*"))))
                .check(CODE);
    }

    @Test
    @DisplayName("no file is longer than 400 lines")
    void fileSize() throws IOException {
        for (String module : List.of("server", "examples", "benchmarks", "browser-tests")) {
            try (var files = Files.walk(Path.of("..", module, "src"))) {
                assertThat(files.filter(file -> file.toString().endsWith(".java")))
                        .isNotEmpty()
                        .allSatisfy(file ->
                                assertThat(lines(file))
                                        .as("%s", file)
                                        .isLessThanOrEqualTo(MOST_LINES));
            }
        }
    }

    private static long lines(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
