-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The talks that go on with a label, which are few: found without reading the others.

create index conversation_labelled on conversation (municipality_id, last_inbound_at desc, id desc) where state <> 'CLOSED' and labels <> '{}';
