// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.inbound;

import it.filodiretto.channel.Channel;
import it.filodiretto.channel.Lanes;
import it.filodiretto.citizen.CitizenId;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.Lane;
import it.filodiretto.municipality.ChannelMode;
import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells people that the town hall has read what they wrote, or is writing. Not where the channel only sends: there nobody reads. */
@Service
public class ReadMarks {

    private final SeenTable table;
    private final Lanes lanes;
    private final List<Channel> channels;
    private final Municipalities municipalities;
    private final TransactionTemplate transaction;

    ReadMarks(SeenTable table, Lanes lanes, List<Channel> channels, Municipalities municipalities, PlatformTransactionManager transactions) {
        this.table = table;
        this.lanes = lanes;
        this.channels = channels;
        this.municipalities = municipalities;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** An operator has opened what the person wrote; told once for each newest message. Returns before the channel answers. */
    public void opened(CitizenId citizen) {
        var newest = transaction.execute(_ -> table.see(citizen));
        newest.ifPresent(it -> tell(it, false));
    }

    /** An operator is writing; shown to the person for 25 seconds, or until the message comes. */
    public void writing(CitizenId citizen) {
        var newest = transaction.execute(_ -> table.newest(citizen));
        newest.ifPresent(it -> tell(it, true));
    }

    private boolean people(Lane lane) {
        var account = municipalities.current().whatsapp();
        return lane.channel() != ChannelKind.WHATSAPP || account != null && account.mode() != ChannelMode.ONE_WAY;
    }

    private void tell(SeenTable.Seen seen, boolean writing) {
        var town = CurrentMunicipality.require();
        Thread.ofVirtual().name("read-mark").start(() -> CurrentMunicipality.inTown(town, () ->
            lanes.find(seen.lane()).filter(this::people).ifPresent(lane -> channels.stream().filter(it -> it.kind() == lane.channel()).findFirst()
                .filter(it -> it.canSend(lane)).ifPresent(it -> it.seen(lane, seen.externalId(), writing)))));
    }
}
