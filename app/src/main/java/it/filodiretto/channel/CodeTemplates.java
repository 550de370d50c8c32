// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

import it.filodiretto.messaging.MessageContent;


/** The text, approved beforehand, in which a code goes to a number that is to be proved. The channel that has it implements this. */
public interface CodeTemplates {

    /** Whether it may be sent now from the current municipality's number. */
    boolean areAccepted();

    MessageContent.Template withCode(String code);
}
