-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The code on the receipt of who subscribed or left at the desk leads back to the evidence.

create index consent_receipt on consent (municipality_id, right(id::text, 8)) where basis = 'EVIDENCE';
