// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import it.filodiretto.shared.Recurring;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Goes the rounds with each {@link TownWork}. */
@Component
class TownRounds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TownRounds.class);

    private final Municipalities municipalities;
    private final List<TownWork> works;
    private final List<Recurring> timers = new ArrayList<>();

    TownRounds(Municipalities municipalities, List<TownWork> works) {
        this.municipalities = municipalities;
        this.works = works.stream().filter(it -> it.pause().isPositive()).toList();
    }

    @Override
    public synchronized void start() {
        for (var work : works) {
            var timer = new Recurring(name(work));
            timer.start();
            timer.every(work.first(), work.pause(), () -> municipalities.all().stream().takeWhile(_ -> timer.isRunning()).forEach(town -> round(work, town, timer)));
            timers.add(timer);
        }
    }

    private static void round(TownWork work, Municipality town, Recurring timer) {
        try {
            CurrentMunicipality.inTown(town.id(), () -> work.workFor(town));
        } catch (RuntimeException | Error e) {
            if (!timer.isRunning()) {
                return;             // interrupted by the stop
            }
            LOG.atWarn().addKeyValue("work", name(work)).addKeyValue("municipality", town.slug()).addKeyValue("cause", e.getClass().getSimpleName())
                .log("Recurring work failed in a municipality; it comes again");
        }
    }

    private static String name(TownWork work) {
        return work.getClass().getSimpleName();
    }

    @Override
    public synchronized void stop() {
        timers.forEach(Recurring::stop);
        timers.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !timers.isEmpty();
    }
}
