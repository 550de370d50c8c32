-- SPDX-License-Identifier: AGPL-3.0-or-later

-- A person whom an operator has shut out of a channel: she reaches nobody by it, and nobody her.
create table blocked_person (
    municipality_id uuid not null default current_municipality() references municipality,
    lane_id         uuid not null,
    citizen_id      uuid not null,
    reason          text not null,
    operator_id     uuid not null,
    blocked_at      timestamptz not null,
    primary key (lane_id, citizen_id),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id)
);
call keep_apart('blocked_person');
