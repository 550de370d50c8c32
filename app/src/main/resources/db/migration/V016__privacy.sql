-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What stays when a person is erased: that it was done, and the bare facts of consent.

create table erasure (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    prints          bytea[] not null,            -- keyed hashes of number and user ids, of a kind of their own: who shows the number finds the proof
    erased_at       timestamptz not null,
    operator_id     uuid,                        -- null: a program, or bin/admin
    reason          text not null,
    proof           jsonb not null,              -- when, how, under which privacy notice; no words, no identity
    unique (municipality_id, id),
    foreign key (municipality_id, operator_id) references operator (municipality_id, id)
);
create index erasure_newest on erasure (municipality_id, erased_at desc);
call keep_apart('erasure');
create trigger immutable before update or delete on erasure for each row execute function refuse_to_change_evidence();
