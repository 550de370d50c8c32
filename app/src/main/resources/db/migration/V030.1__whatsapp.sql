-- SPDX-License-Identifier: AGPL-3.0-or-later

-- When Meta last brought something of this number: another town's messages must not hide that this one is silent.
alter table whatsapp_number add column heard_at timestamptz;

-- Which number or account the element names, so that each town is told of its own; null: it names none.
alter table set_aside_element add column phone_number_id text;
alter table set_aside_element add column account text;
