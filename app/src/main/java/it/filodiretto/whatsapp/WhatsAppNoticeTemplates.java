// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.messaging.MessageContent;
import it.filodiretto.messaging.NoticeTemplates;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.Municipalities;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts notices into the standard templates. */
@Component
class WhatsAppNoticeTemplates implements NoticeTemplates {

    /** As much as fits; the rest is behind the link. */
    private static final int LONGEST_TEXT = 700;
    private static final int LONGEST_TITLE = 120;
    private static final int LEAST_TEXT = 20;

    private final Municipalities municipalities;
    private final TemplateTable templates;
    private final NumberTable numbers;

    WhatsAppNoticeTemplates(Municipalities municipalities, TemplateTable templates, NumberTable numbers) {
        this.municipalities = municipalities;
        this.templates = templates;
        this.numbers = numbers;
    }

    @Override
    public Chosen forNotice(Notice notice) {
        var town = municipalities.current();
        var account = town.whatsapp();
        var template = template(notice, account == null ? null : account.businessAccountId());
        var status = account == null ? TemplateStatus.missing(template)
            : templates.find(account.businessAccountId(), template).orElseGet(() -> TemplateStatus.missing(template));
        var title = TemplateText.shorten(TemplateText.fold(notice.title()), LONGEST_TITLE);
        var whole = TemplateText.fold(notice.text());
        var room = Math.clamp(template.room(town) - title.length() - notice.link().length(), LEAST_TEXT, LONGEST_TEXT);
        var text = TemplateText.shorten(whole, room);
        var filled = new MessageContent.Template(template.templateName(), StandardTemplate.LANGUAGE, List.of(
            new MessageContent.Parameter("titolo", title), new MessageContent.Parameter("testo", text),
            new MessageContent.Parameter("link", notice.link())), template.filled(town, title, text, notice.link()),
            "MARKETING".equals(status.category()) ? MetaCategory.MARKETING : MetaCategory.UTILITY);
        return new Chosen(filled, status.isUsable(), !text.equals(whole), status.words());
    }

    /** Civil protection takes the general template while its own cannot be used: a plain notice is better than none. */
    private StandardTemplate template(Notice notice, @Nullable String account) {
        if (notice.civilProtection()) {
            return account == null || usable(account, StandardTemplate.CIVIL_PROTECTION) || !usable(account, StandardTemplate.GENERAL)
                ? StandardTemplate.CIVIL_PROTECTION : StandardTemplate.GENERAL;
        }
        return notice.category() == MetaCategory.MARKETING ? StandardTemplate.NEWS : StandardTemplate.GENERAL;
    }

    private boolean usable(String account, StandardTemplate template) {
        return templates.find(account, template).filter(TemplateStatus::isUsable).isPresent();
    }

    @Override
    public DailyLimit dailyLimit() {
        var account = municipalities.current().whatsapp();
        var tier = account == null ? null : numbers.find(account.phoneNumberId()).map(WhatsAppNumber::dailyLimit).orElse(null);
        return tier == null ? new DailyLimit(false, null) : limit(tier);
    }

    /** {@code TIER_250}, {@code TIER_2K}, {@code TIER_UNLIMITED}, … */
    static DailyLimit limit(String tier) {
        var size = tier.replaceFirst("^TIER_", "");
        if (size.equals("UNLIMITED")) {
            return new DailyLimit(true, null);
        }
        if (!size.matches("[0-9]{1,9}K?")) {
            return new DailyLimit(false, null);
        }
        return new DailyLimit(true, size.endsWith("K") ? Long.parseLong(size.substring(0, size.length() - 1)) * 1_000 : Long.parseLong(size));
    }
}
