-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Who answers a mail that we wrote to somebody else is a guest in that talk: answers go to the person it is with.

alter table mail_person
    add column guest     boolean not null default false,  -- wrote into the talk of another, by answering what we had written to her
    add column chosen_at timestamptz;                     -- an operator has answers go here
