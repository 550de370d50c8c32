// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

import it.filodiretto.media.StoredFile;
import it.filodiretto.messaging.ChannelKind;
import it.filodiretto.messaging.MessageContent;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.util.unit.DataSize;

/** Whether a channel takes a file, asked before anything is queued, and as what it goes. */
@Service
public class OutgoingFiles {

    private final List<Channel> channels;
    private final long largestUpload;

    OutgoingFiles(List<Channel> channels, @Value("${spring.servlet.multipart.max-file-size}") DataSize largestUpload) {
        this.channels = channels;
        this.largestUpload = largestUpload.toBytes();
    }

    /** Bytes that a file may have which an operator hands over for this channel. */
    public long largest(ChannelKind channel) {
        return channels.stream().filter(it -> it.kind() == channel).mapToLong(Channel::largestFile).map(it -> Math.min(it, largestUpload)).findFirst().orElse(largestUpload);
    }

    /** Why the file cannot go, in Italian; empty: it can. */
    public Optional<String> refusal(ChannelKind channel, StoredFile file) {
        return channels.stream().filter(it -> it.kind() == channel).findFirst().map(it -> it.refusal(file))
            .orElse(Optional.of("Da questo canale non si possono mandare file."));
    }

    /** Opus sounds are played in the talk as if they had been spoken there. */
    public static MessageContent.Kind kindOf(StoredFile file) {
        var type = file.type();
        return type == null ? MessageContent.Kind.DOCUMENT : switch (type.family()) {
            case PICTURE -> MessageContent.Kind.IMAGE;
            case VIDEO -> MessageContent.Kind.VIDEO;
            case AUDIO -> type.mediaType().contains("opus") ? MessageContent.Kind.VOICE : MessageContent.Kind.AUDIO;
            case DOCUMENT -> MessageContent.Kind.DOCUMENT;
        };
    }
}
