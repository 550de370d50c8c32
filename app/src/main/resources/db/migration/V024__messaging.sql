-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What left without a person's hand is counted for the public page: few rows among many.
create index outgoing_message_unsigned on outgoing_message (municipality_id, day) where bulk_id is null and operator_id is null;
