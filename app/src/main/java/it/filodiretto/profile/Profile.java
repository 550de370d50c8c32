// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import it.filodiretto.municipality.Municipality;


/**
 * One profile file, read and found right.
 *
 * @param source the file's name, for messages
 * @param town with an id that is a proposal: the database's wins
 */
record Profile(String source, Municipality town, Content content) {}
