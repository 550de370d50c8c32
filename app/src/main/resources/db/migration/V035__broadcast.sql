-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a person decided about messages whose fate nobody knew (docs/adr/0005).

alter table broadcast_event
    drop constraint broadcast_event_kind_check,
    add constraint broadcast_event_kind_check check (kind in ('WRITTEN', 'ASKED', 'RETURNED', 'SCHEDULED', 'UNSCHEDULED', 'REFUSED', 'APPROVED',
        'OVERRIDDEN', 'SEEN', 'FOLLOWED', 'FIRST_LEFT', 'FIRST_DELIVERED', 'FIRST_READ', 'PAUSED', 'HELD', 'RESUMED', 'SENT_AGAIN', 'GIVEN_UP', 'CANCELLED', 'FINISHED'));
