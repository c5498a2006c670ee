package dev.landfall;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The layers of the design, held. */
class ArchitectureTest {
    private static final List<String> SUBSTRATE =
            List.of("wire", "store", "loop", "engine", "network", "json", "vault", "s3", "audit", "clock");
    private static final List<String> SERVICES = List.of(
            "ecs",
            "ecr",
            "logs",
            "iam",
            "sts",
            "ec2",
            "elbv2",
            "autoscaling",
            "discovery",
            "cloudwatch",
            "events",
            "ssm",
            "secrets",
            "operator");

    /** Where the clock, chance and threads come into the program: the composition root, the commands, the scheduler. */
    private static final String[] DOORS = {"dev.landfall", "dev.landfall.cli.."};

    private static JavaClasses server;

    @BeforeAll
    static void read() {
        server = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("/contract/"))
                .importPackages("dev.landfall");
    }

    private static String[] packages(List<String> names) {
        return names.stream().map(name -> "dev.landfall." + name + "..").toArray(String[]::new);
    }

    @Test
    void theSubstrateKnowsNoService() {
        check(noClasses()
                .that()
                .resideInAnyPackage(packages(SUBSTRATE))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(SERVICES)));
    }

    @Test
    void storeAndLoopStandAtTheBottom() {
        check(noClasses()
                .that()
                .resideInAnyPackage(packages(List.of("store", "loop")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.landfall..")
                        .and(JavaClass.Predicates.resideOutsideOfPackages(
                                "dev.landfall.store..", "dev.landfall.loop..", "dev.landfall.contract.."))));
    }

    @Test
    void onlyTheCompositionRootKnowsEveryone() {
        check(noClasses()
                .that()
                .resideInAnyPackage(packages(
                        Stream.concat(SUBSTRATE.stream(), SERVICES.stream()).toList()))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("dev\\.landfall\\.(Platform|Main)(\\$.*)?"));
    }

    @Test
    void everyPackageHasItsPlaceInTheDrawing() {
        var known = new HashSet<>(SUBSTRATE);
        known.addAll(SERVICES);
        check(classes()
                .that()
                .resideOutsideOfPackages(
                        "dev.landfall", "dev.landfall.contract..", "dev.landfall.cli..", "dev.landfall.wiring..")
                .should(new ArchCondition<>("be under a package of the design") {
                    @Override
                    public void check(JavaClass each, ConditionEvents events) {
                        var top = each.getPackageName().split("\\.")[2];
                        if (!known.contains(top)) {
                            events.add(SimpleConditionEvent.violated(
                                    each, each.getName() + " is under an unknown package"));
                        }
                    }
                }));
    }

    @Test
    void namesSayWhatAThingIs() {
        for (var word : List.of("Util", "Utils", "Helper", "Helpers", "Manager", "Impl", "Common")) {
            check(noClasses().should().haveSimpleNameEndingWith(word));
        }
        check(noClasses().should().resideInAnyPackage("..common..", "..util..", "..utils..", "..helpers.."));
    }

    @Test
    void nothingIsInjectedByAFramework() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.inject..",
                        "javax.inject..",
                        "com.google.inject..",
                        "org.springframework..",
                        "dagger.."));
    }

    @Test
    void nothingIsReactive() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "reactor..", "rx..", "io.reactivex..", "org.reactivestreams..", "java.util.concurrent.Flow.."));
    }

    @Test
    void timeComesInThroughTheDoor() {
        for (var type : Set.of(
                Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class)) {
            check(outsideTheDoors().should().callMethod(type, "now"));
        }
        check(outsideTheDoors().should().callMethod(System.class, "currentTimeMillis"));
        check(outsideTheDoors().should().callMethod(Clock.class, "systemUTC"));
        check(outsideTheDoors().should().callMethod(Clock.class, "systemDefaultZone"));
        check(outsideTheDoors().should().callMethod(InstantSource.class, "system"));
    }

    @Test
    void chanceComesInThroughTheDoor() {
        for (var type : Set.of(Random.class, SplittableRandom.class, java.security.SecureRandom.class)) {
            check(outsideTheDoors().should().callConstructor(type));
            check(outsideTheDoors().should().callConstructor(type, long.class));
        }
        check(outsideTheDoors().should().callMethod(ThreadLocalRandom.class, "current"));
        check(outsideTheDoors().should().callMethod(UUID.class, "randomUUID"));
        check(outsideTheDoors().should().callMethod(Math.class, "random"));
    }

    @Test
    void publicStateIsNeverMutable() {
        check(noFields().should().bePublic().andShould().notBeFinal());
    }

    private static com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction outsideTheDoors() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(DOORS)
                .and()
                .doNotHaveFullyQualifiedName("dev.landfall.loop.VirtualScheduler");
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(server);
    }
}
