// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.alarm.Alarm;
import it.filodiretto.alarm.Alarms;
import it.filodiretto.channel.NoticeTemplates;
import it.filodiretto.media.StoredFileId;
import it.filodiretto.messaging.MessageContent;
import it.filodiretto.meta.NumberTable;
import it.filodiretto.meta.WhatsAppNumber;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.webhook.AccountAlarms;
import it.filodiretto.webhook.MetaNews;
import it.filodiretto.whatsappnumber.DoctorAlarms;
import it.filodiretto.whatsapptemplate.StandardTemplate;
import it.filodiretto.whatsapptemplate.TemplateStatus;
import it.filodiretto.whatsapptemplate.TemplateTable;
import it.filodiretto.whatsapptemplate.TemplateText;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts notices into the standard templates. */
@Component
public class WhatsAppNoticeTemplates implements NoticeTemplates {

    /** As much as fits; the rest is behind the link. */
    private static final int LONGEST_TEXT = 700;
    private static final int LONGEST_TITLE = 120;
    private static final int LEAST_TEXT = 20;
    /** Alarms of the account, while which no notice leaves, whether or not Meta has refused one yet. */
    private static final Set<String> HINDERING = Set.of(AccountAlarms.DISABLED, AccountAlarms.NO_NOTICES, MetaNews.REVIEW,
        DoctorAlarms.cause("token-life"), DoctorAlarms.cause("token-scopes"));

    private final Municipalities municipalities;
    private final TemplateTable templates;
    private final NumberTable numbers;
    private final UploadedMedia files;
    private final Alarms alarms;

    WhatsAppNoticeTemplates(Municipalities municipalities, TemplateTable templates, NumberTable numbers, UploadedMedia files, Alarms alarms) {
        this.municipalities = municipalities;
        this.templates = templates;
        this.numbers = numbers;
        this.files = files;
        this.alarms = alarms;
    }

    @Override
    public Chosen forNotice(Notice notice) {
        var town = municipalities.current();
        var account = town.whatsapp() == null ? null : town.whatsapp().businessAccountId();
        var plain = template(notice, account);
        var picture = notice.picture();
        var trouble = picture == null ? "" : pictureTrouble(picture, account, plain.withPicture());
        var template = picture != null && trouble.isEmpty() ? plain.withPicture() : plain;
        var status = status(account, template);
        var title = TemplateText.shorten(TemplateText.fold(notice.title()), LONGEST_TITLE);
        var whole = TemplateText.fold(notice.text());
        var room = Math.clamp(template.room(town) - title.length() - notice.link().length(), LEAST_TEXT, LONGEST_TEXT);
        var text = TemplateText.shorten(whole, room);
        var filled = new MessageContent.Template(template.templateName(), StandardTemplate.LANGUAGE, List.of(
            new MessageContent.Parameter("titolo", title), new MessageContent.Parameter("testo", text),
            new MessageContent.Parameter("link", notice.link())), template.filled(town, title, text, notice.link()),
            "MARKETING".equals(status.category()) ? MetaCategory.MARKETING : MetaCategory.UTILITY,
            template.hasPicture() && picture != null ? new MessageContent.Header(null, picture, null) : null, List.of());
        return new Chosen(filled, status.isUsable(), !text.equals(whole), status.words(), trouble);
    }

    private TemplateStatus status(@Nullable String account, StandardTemplate template) {
        return account == null ? TemplateStatus.missing(template) : templates.find(account, template).orElseGet(() -> TemplateStatus.missing(template));
    }

    /** Why it does not go with the picture, in Italian; empty: it does. A picture is no reason to pay more, or to reach fewer. */
    private String pictureTrouble(MessageContent.Attachment picture, @Nullable String account, StandardTemplate template) {
        var refusal = files.refusal(new StoredFileId(picture.file()));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        var status = status(account, template);
        return !status.isUsable() ? status.words()
            : status.category().equals(template.category().name()) ? "" : "Meta ha cambiato categoria al modello con foto: costa di più, e non arriva a tutti.";
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
        return tier == null ? new DailyLimit(false, null) : WhatsAppNumber.limit(tier);
    }

    @Override
    public @Nullable String hindrance() {
        return alarms.open().stream().filter(it -> HINDERING.contains(it.cause())).findFirst().map(Alarm::words).orElse(null);
    }
}
