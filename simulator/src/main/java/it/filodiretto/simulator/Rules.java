// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

/** Everything about the simulator's manners that may change while it runs; see {@link Simulator#change}. */
public record Rules(StatusRules statuses, LimitRules limits, WebhookRules webhooks, TemplateRules templates, MediaRules media, CallRules calls) {

    /** At once and without limits of rate: what most tests want. */
    public static Rules forTests() {
        return new Rules(StatusRules.prompt(), LimitRules.windowOnly(), WebhookRules.quick(), TemplateRules.prompt(), MediaRules.usual(), CallRules.prompt());
    }

    /** At a pace that people can follow, with Meta's usual limits: the demonstration. */
    public static Rules forPeople() {
        return new Rules(StatusRules.human(), LimitRules.usual(), WebhookRules.patient(), TemplateRules.human(), MediaRules.usual(), CallRules.human());
    }

    public Rules statuses(StatusRules changed) {
        return new Rules(changed, limits, webhooks, templates, media, calls);
    }

    public Rules limits(LimitRules changed) {
        return new Rules(statuses, changed, webhooks, templates, media, calls);
    }

    public Rules webhooks(WebhookRules changed) {
        return new Rules(statuses, limits, changed, templates, media, calls);
    }

    public Rules templates(TemplateRules changed) {
        return new Rules(statuses, limits, webhooks, changed, media, calls);
    }

    public Rules media(MediaRules changed) {
        return new Rules(statuses, limits, webhooks, templates, changed, calls);
    }

    public Rules calls(CallRules changed) {
        return new Rules(statuses, limits, webhooks, templates, media, changed);
    }
}
