-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Subscribers are told of a new privacy notice, each once for each version.

create table policy_call (
    id              uuid primary key,            -- also that of messaging's bulk
    municipality_id uuid not null default current_municipality() references municipality,
    policy_number   integer not null,
    operator_id     uuid not null,
    at              timestamptz not null default now(),
    unique (municipality_id, id),
    unique (municipality_id, policy_number),
    foreign key (municipality_id, policy_number) references policy_version (municipality_id, number),
    foreign key (municipality_id, operator_id) references operator (municipality_id, id)
);
call keep_apart('policy_call');
