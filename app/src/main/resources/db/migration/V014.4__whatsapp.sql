-- SPDX-License-Identifier: AGPL-3.0-or-later
-- How the connection to Meta stands, as Meta last described it: token, app, webhooks.
alter table whatsapp_number add column diagnosis jsonb;
