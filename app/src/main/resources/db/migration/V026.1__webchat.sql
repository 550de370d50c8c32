-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A talk is found by the code with which it goes on on another device.

create index webchat_session_move on webchat_session (move_lookup) where move_lookup is not null;
