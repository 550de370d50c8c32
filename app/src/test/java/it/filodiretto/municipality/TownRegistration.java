// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import it.filodiretto.profile.ShippedTowns;
import it.filodiretto.shared.Ids;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes towns of tests into service: a copy of a shipped profile under a name of its own. */
@Component
@NullMarked
public class TownRegistration {

    private final Municipalities municipalities;
    private final ShippedTowns shipped;
    private final MunicipalityTable table;

    TownRegistration(Municipalities municipalities, ShippedTowns shipped, MunicipalityTable table) {
        this.municipalities = municipalities;
        this.shipped = shipped;
        this.table = table;
    }

    /** A town nobody has seen, as the shipped one in everything but slug, name and WhatsApp number. */
    public Municipality newTownLike(String slug) {
        var number = String.valueOf(ThreadLocalRandom.current().nextLong(100_000_000_000_000L, 1_000_000_000_000_000L));
        var town = shipped.like(slug);
        var own = "town-" + number;
        return municipalities.admit(shipped.bring(new Municipality(new MunicipalityId(Ids.next()), own, town.name(), town.province(),
            town.istatCode(), town.ipaCode(), town.zone(), town.language(), town.brand(), town.help(), town.patronDay(), town.offices(),
            withNumber(town.whatsapp(), number), town.contacts(), town.districts(), town.notices(), town.policyText()), slug));
    }

    /** The same town after its file was edited. */
    public Municipality changeMode(Municipality town, ChannelMode mode, AutomaticKind... automatic) {
        var account = town.requireWhatsapp();
        var changed = new WhatsAppAccount(account.phoneNumberId(), account.businessAccountId(), account.portfolioId(), account.displayNumber(),
            account.contactName(), account.otherContactNames(), mode, account.registrationRequired(), Set.of(automatic), account.accepts(), account.largestVideo(),
            account.tokenFile(), account.appSecretFile(), account.verifyTokenFile());
        return admit(new Municipality(town.id(), town.slug(), town.name(), town.province(), town.istatCode(),
            town.ipaCode(), town.zone(), town.language(), town.brand(), town.help(), town.patronDay(), town.offices(), changed,
            town.contacts(), town.districts(), town.notices(), town.policyText()));
    }

    /** The same town that wants shorter films. */
    public Municipality changeLargestVideo(Municipality town, int megabytes) {
        var account = town.requireWhatsapp();
        return admit(new Municipality(town.id(), town.slug(), town.name(), town.province(), town.istatCode(),
            town.ipaCode(), town.zone(), town.language(), town.brand(), town.help(), town.patronDay(), town.offices(),
            new WhatsAppAccount(account.phoneNumberId(), account.businessAccountId(), account.portfolioId(), account.displayNumber(), account.contactName(),
                account.otherContactNames(), account.mode(), account.registrationRequired(), account.automatic(), account.accepts(), megabytes,
                account.tokenFile(), account.appSecretFile(), account.verifyTokenFile()),
            town.contacts(), town.districts(), town.notices(), town.policyText()));
    }

    /** The same town with one office more. */
    public Municipality addOffice(Municipality town, Office office) {
        var offices = Stream.concat(town.offices().stream(), Stream.of(office)).toList();
        return admit(new Municipality(town.id(), town.slug(), town.name(), town.province(), town.istatCode(),
            town.ipaCode(), town.zone(), town.language(), town.brand(), town.help(), town.patronDay(), offices, town.whatsapp(),
            town.contacts(), town.districts(), town.notices(), town.policyText()));
    }

    /** The same town with other rules for its notices. */
    public Municipality changeNotices(Municipality town, NoticePolicy notices) {
        return admit(new Municipality(town.id(), town.slug(), town.name(), town.province(), town.istatCode(),
            town.ipaCode(), town.zone(), town.language(), town.brand(), town.help(), town.patronDay(), town.offices(), town.whatsapp(),
            town.contacts(), town.districts(), notices, town.policyText()));
    }

    /** The same town with its number in another business account. */
    public Municipality changeAccount(Municipality town, String businessAccountId) {
        var account = town.requireWhatsapp();
        return admit(new Municipality(town.id(), town.slug(), town.name(), town.province(), town.istatCode(),
            town.ipaCode(), town.zone(), town.language(), town.brand(), town.help(), town.patronDay(), town.offices(),
            new WhatsAppAccount(account.phoneNumberId(), businessAccountId, account.portfolioId(), account.displayNumber(), account.contactName(),
                account.otherContactNames(), account.mode(), account.registrationRequired(), account.automatic(), account.accepts(), account.largestVideo(),
                account.tokenFile(), account.appSecretFile(), account.verifyTokenFile()),
            town.contacts(), town.districts(), town.notices(), town.policyText()));
    }

    /** The same town whose chat shows this of who answers. */
    public Municipality changeSignature(Municipality town, WebChat.Signature signature) {
        var contacts = town.contacts().stream().map(it -> it.chat() == null ? it : new ContactChannel(it.code(), it.kind(), it.name(), it.at(), it.note(),
            it.timetable(), it.trial(), it.pageId(), new WebChat(it.chat().colour(), it.chat().position(), it.chat().origins(), it.chat().callBack(), signature), it.office())).toList();
        return admit(new Municipality(town.id(), town.slug(), town.name(), town.province(), town.istatCode(),
            town.ipaCode(), town.zone(), town.language(), town.brand(), town.help(), town.patronDay(), town.offices(), town.whatsapp(),
            contacts, town.districts(), town.notices(), town.policyText()));
    }

    /** The same town with another contact for help. */
    public Municipality changeHelp(Municipality town, HelpContact help) {
        return admit(new Municipality(town.id(), town.slug(), town.name(), town.province(), town.istatCode(),
            town.ipaCode(), town.zone(), town.language(), town.brand(), help, town.patronDay(), town.offices(), town.whatsapp(),
            town.contacts(), town.districts(), town.notices(), town.policyText()));
    }

    private Municipality admit(Municipality town) {
        return municipalities.admit(shipped.bringAgain(town));
    }

    /** The municipalities as another process would serve them. */
    public Municipalities startedFrom(TownSource source) {
        return new Municipalities(source, table);
    }

    private static @Nullable WhatsAppAccount withNumber(@Nullable WhatsAppAccount account, String number) {
        return account == null ? null : new WhatsAppAccount(number, "9" + number, account.portfolioId(), account.displayNumber(),
            account.contactName(), account.otherContactNames(), account.mode(), account.registrationRequired(), account.automatic(), account.accepts(), account.largestVideo(),
            account.tokenFile(), account.appSecretFile(), account.verifyTokenFile());
    }
}
