// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import it.filodiretto.shared.AdminCommand;
import it.filodiretto.shared.RefusedAtStart;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * {@code bin/admin}: one command in a program without pages and without background work, beside a running one or alone.
 * Only the beans that the command needs are made; so {@code restore} finds the database as empty as it was.
 */
@NullMarked
final class AdminMode implements ApplicationListener<ApplicationStartedEvent>, Ordered {

    private static final int WRONG_USAGE = 64;
    private static final Pattern DASH = Pattern.compile("-(\\w)");

    private final List<String> arguments;

    private AdminMode(List<String> arguments) {
        this.arguments = arguments;
    }

    static void start(List<String> arguments) {
        var name = arguments.isEmpty() ? "" : arguments.getFirst();
        var helps = helps();
        if (name.isEmpty() || helps.stream().noneMatch(it -> it.split(" ", 2)[0].equals(name))) {
            System.err.println(name.isEmpty() ? "Usage: " + AdminCommand.typed("COMMAND …") : "There is no command '" + name + "'. The commands:");
            helps.forEach(it -> System.err.println(shown(it)));
            System.exit(WRONG_USAGE);
        }
        var program = new SpringApplication(Filodiretto.class);
        program.setWebApplicationType(WebApplicationType.NONE);
        program.setLazyInitialization(true);
        program.setAddCommandLineProperties(false);
        program.setLogStartupInfo(false);
        program.setAdditionalProfiles("admin");
        program.setDefaultProperties(Map.of("logging.level.root", "warn",
            "logging.level.org.springframework.context.annotation", "error"));   // it would tell a refusal first, in words of its own
        program.addInitializers(it -> it.getBeanFactory().registerSingleton("lifecycleProcessor", new NothingStarts()));
        program.addListeners(new AdminMode(arguments));
        program.run();
    }

    /** Before anything hears that the program is ready, so that what waits for that word never begins. */
    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        int code = run(event.getApplicationContext(), System.out);
        System.exit(SpringApplication.exit(event.getApplicationContext(), () -> code));
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    private int run(ApplicationContext context, PrintStream out) {
        var command = find(context, arguments.getFirst()).orElseThrow();
        try {
            command.run(arguments.subList(1, arguments.size()), out);
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(shown(help(command.getClass())));
            return WRONG_USAGE;
        } catch (RefusedAtStart e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    /** The command {@code api-key} is the class {@code ApiKey} or {@code ApiKeyCommand}: found without making the others. */
    private static Optional<AdminCommand> find(ApplicationContext context, String name) {
        var bean = DASH.matcher(name).replaceAll(it -> it.group(1).toUpperCase(Locale.ROOT));
        return Stream.of(bean + "Command", bean)
            .filter(it -> !name.isEmpty() && context.containsBean(it) && context.isTypeMatch(it, AdminCommand.class))
            .map(it -> context.getBean(it, AdminCommand.class))
            .filter(it -> it.name().equals(name))
            .findFirst();
    }

    /** Of all commands, without making one: each begins with its name. */
    private static List<String> helps() {
        var commands = new ClassPathScanningCandidateComponentProvider(false);
        commands.addIncludeFilter(new AssignableTypeFilter(AdminCommand.class));
        return commands.findCandidateComponents(Filodiretto.class.getPackageName()).stream()
            .map(it -> help(ClassUtils.resolveClassName(Objects.requireNonNull(it.getBeanClassName()), null))).sorted().toList();
    }

    private static String help(Class<?> command) {
        return Objects.requireNonNull(AnnotationUtils.findAnnotation(command, AdminCommand.Help.class)).value();
    }

    private static String shown(String help) {
        return "  " + help.strip().replace("\n", "\n  ");
    }

    /** Senders, workers and timers stay still: they are the serving program's. */
    private static final class NothingStarts implements LifecycleProcessor {

        @Override
        public void onRefresh() {}

        @Override
        public void onClose() {}

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }
    }
}
