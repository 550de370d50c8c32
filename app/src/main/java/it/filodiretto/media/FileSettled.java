// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

/** A file that was expected is here, refused or no longer to be had; told in the transaction that says so. */
public record FileSettled(StoredFileId id, StoredFile.State state) {}
