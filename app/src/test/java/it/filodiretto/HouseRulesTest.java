// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Where layers live inside a module: in the names. Bare noun = domain, …Table = SQL, …Controller = HTTP. */
@AnalyzeClasses(packages = "it.filodiretto", importOptions = {ImportOption.DoNotIncludeTests.class, HouseRulesTest.Written.class})
@NullMarked
class HouseRulesTest {

    private static final Pattern FORBIDDEN_ENDING = Pattern.compile(".*(Manager|Service|Helper|Utils?|Impl|Dto|DTO|Base|Info|Data)|Abstract.*");

    /** Not tables, but close to the database by trade. */
    private static final Set<String> SQL_BY_TRADE = Set.of("database", "vault");

    /** Tables by another name, and statements over several tables of their module at once. */
    private static final Set<String> SQL_OVER_TABLES = Set.of("Endings", "SetAside", "Uncertain");

    /** Close to HTTP by trade: layouts and error pages, problems and idempotency. */
    private static final Set<String> HTTP_BY_TRADE = Set.of("page", "api");

    /** More, and nobody finds anything: then the module is parted by subject, never by layer. */
    private static final int MOST_FILES = 25;

    /** Larger when the rule came: they may become smaller, and no other joins them. */
    private static final Map<String, Integer> STILL_LARGER = Map.of("site", 28, "media", 26);

    private static final Pattern SPEAKS_HTTP = Pattern.compile(".*(Controller|Filter|Configuration|Interceptor|Advice|Stream|Endpoint|Refusal|Sessions)");
    private static final Pattern NAMED_LAYER = Pattern.compile(".*(Table|Controller|Configuration|Settings|Properties|Principal|Caller)");

    @ArchTest
    static final ArchRule DOMAIN_RECORDS_KNOW_NEITHER_SPRING_NOR_SQL = noClasses()
        .that(describe("are records with a bare noun for a name", HouseRulesTest::bareNounRecord))
        .should().dependOnClassesThat(resideInAPackage("org.springframework..").or(resideInAPackage("java.sql..")))
        .because("a value is tried in a microsecond, without a context (docs/ARCHITECTURE.md)");

    @ArchTest
    static final ArchRule ONLY_TABLES_SPEAK_SQL = noClasses()
        .that(describe("are no …Table", it -> !outermost(it).endsWith("Table") && !SQL_OVER_TABLES.contains(outermost(it)))).and(not(inModules(SQL_BY_TRADE)))
        .should().dependOnClassesThat().areAssignableTo(JdbcClient.class)
        .orShould().dependOnClassesThat().areAssignableTo(JdbcOperations.class)
        .because("who looks for the SQL of a table finds it in its …Table");

    @ArchTest
    static final ArchRule TABLES_STAY_IN_THE_FAMILY = classes()
        .should(FamilyCondition.useNoTableOfAnother(Set.of("PersonalRowTable")))
        .because("a table is public for the modules that were parted from its own, and for nobody else");

    @ArchTest
    static final ArchRule ONLY_CONTROLLERS_SPEAK_HTTP = noClasses()
        .that(describe("are no …Controller", it -> !SPEAKS_HTTP.matcher(outermost(it)).matches())).and(not(inModules(HTTP_BY_TRADE)))
        .should().dependOnClassesThat(resideInAPackage("org.springframework.web..").or(resideInAPackage("jakarta.servlet..")))
        .because("what a town hall does must not depend on how it was asked");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_THING_IS = classes()
        .should(NameCondition.notMatch(FORBIDDEN_ENDING))
        .because("these endings say nothing; what does the thing do?");

    private static final String DECIDED_AT_START = "packaging/prepare finds out once, for all installations, which beans there are (PreparedStart)";

    @ArchTest
    static final ArchRule NO_SETTING_SAYS_WHICH_CLASS_IS_A_BEAN = noClasses()
        .should().beAnnotatedWith(Profile.class).orShould().beMetaAnnotatedWith(ConditionalOnProperty.class).orShould().beAnnotatedWith(Conditional.class)
        .because(DECIDED_AT_START);

    @ArchTest
    static final ArchRule NO_SETTING_SAYS_WHICH_METHOD_MAKES_A_BEAN = noMethods()
        .should().beAnnotatedWith(Profile.class).orShould().beMetaAnnotatedWith(ConditionalOnProperty.class).orShould().beAnnotatedWith(Conditional.class)
        .because(DECIDED_AT_START);

    @ArchTest
    static final ArchRule NOBODY_IS_GIVEN_THE_SESSIONS_TRANSACTIONS = noClasses().that().doNotHaveSimpleName("SessionConfiguration")
        .should().dependOnClassesThat().haveFullyQualifiedName(TransactionOperations.class.getName())
        .because("the only bean of that type is the sessions', and makes no transaction: new TransactionTemplate(transactions)");

    /** The simulator is a program of its own. */
    @ArchTest
    static void aModuleHasFewFiles(JavaClasses classes) {
        var sizes = classes.stream().filter(not(resideInAPackage("it.filodiretto.simulator..")))
            .filter(it -> it.getEnclosingClass().isEmpty() && !it.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(it -> it.getPackageName().replaceFirst("^it\\.filodiretto\\.?", ""), Collectors.counting()));
        assertThat(sizes).allSatisfy((module, size) -> assertThat(size).as(module).isLessThanOrEqualTo(STILL_LARGER.getOrDefault(module, MOST_FILES)));
    }

    private static boolean bareNounRecord(JavaClass type) {
        return type.isRecord() && type.getEnclosingClass().isEmpty() && !NAMED_LAYER.matcher(type.getSimpleName()).matches()
            && !inModules(SQL_BY_TRADE).test(type);
    }

    private static DescribedPredicate<JavaClass> inModules(Set<String> names) {
        return describe("are in " + names, it -> names.stream().anyMatch(name -> it.getPackageName().equals("it.filodiretto." + name)));
    }

    static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(HouseRulesTest::outermost).orElse(type.getSimpleName());
    }

    /** What people wrote, without what JTE makes of templates. */
    static final class Written implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/Jte");
        }
    }
}
