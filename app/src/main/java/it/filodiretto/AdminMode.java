// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import it.filodiretto.shared.AdminCommand;
import it.filodiretto.shared.RefusedAtStart;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code bin/admin}: one command in a program without pages and without background work, beside a running one or alone. */
@Component
@Profile("admin")
@Order(Ordered.HIGHEST_PRECEDENCE)
@NullMarked
class AdminMode implements ApplicationRunner {

    private static final int WRONG_USAGE = 64;

    private final ObjectProvider<AdminCommand> commands;
    private final ConfigurableApplicationContext context;

    AdminMode(ObjectProvider<AdminCommand> commands, ConfigurableApplicationContext context) {
        this.commands = commands;
        this.context = context;
    }

    static void start(String[] arguments) {
        var program = new SpringApplication(Filodiretto.class);
        program.setWebApplicationType(WebApplicationType.NONE);
        program.setLazyInitialization(true);
        program.setLogStartupInfo(false);
        program.setAdditionalProfiles("admin");
        program.setDefaultProperties(Map.of("logging.level.root", "warn"));
        program.addInitializers(it -> it.getBeanFactory().registerSingleton("lifecycleProcessor", new NothingStarts()));
        program.run(arguments);
    }

    /** Before the program says that it is ready, so that what waits for that word never begins. */
    @Override
    public void run(ApplicationArguments arguments) {
        int code = run(List.of(arguments.getSourceArgs()), System.out);
        System.exit(SpringApplication.exit(context, () -> code));
    }

    private int run(List<String> arguments, PrintStream out) {
        var all = commands.stream().sorted(Comparator.comparing(AdminCommand::name)).toList();
        var chosen = arguments.isEmpty() ? "" : arguments.getFirst();
        var found = all.stream().filter(it -> it.name().equals(chosen)).findFirst();
        if (found.isEmpty()) {
            System.err.println(chosen.isEmpty() ? "Usage: bin/admin COMMAND …" : "There is no command '" + chosen + "'. The commands:");
            all.forEach(it -> System.err.println(shown(it)));
            return WRONG_USAGE;
        }
        try {
            found.get().run(arguments.subList(1, arguments.size()), out);
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(shown(found.get()));
            return WRONG_USAGE;
        } catch (RefusedAtStart e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static String shown(AdminCommand command) {
        return "  " + command.help().strip().replace("\n", "\n  ");
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
