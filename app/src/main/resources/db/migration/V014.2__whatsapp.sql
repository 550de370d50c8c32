-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What sending costs, and templates whole: what they say, how people like them.

/* Free texts that Meta accepted, by number and month: the first thousand cost nothing. */
create table whatsapp_service_count (
    municipality_id uuid not null default current_municipality() references municipality,
    phone_number_id text not null,
    month           date not null,
    messages        bigint not null,
    primary key (municipality_id, phone_number_id, month)
);
call keep_apart('whatsapp_service_count');

alter table whatsapp_template add column definition jsonb;              -- Meta's components and parameter_format; null: not read yet
alter table whatsapp_template add column quality text;                  -- GREEN, YELLOW, RED, UNKNOWN
alter table whatsapp_template add column archived_at timestamptz;       -- not offered any more by us
