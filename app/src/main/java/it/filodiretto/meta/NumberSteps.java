// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import it.filodiretto.municipality.WhatsAppAccount;
import org.springframework.stereotype.Component;

/** Does something of a number at Meta, and writes down whether it went well: the check of that step tells why it did not. */
@Component
public class NumberSteps {

    private final NumberTable numbers;

    public NumberSteps(NumberTable numbers) {
        this.numbers = numbers;
    }

    /** @param check of {@link NumberCheck}. @return whether it makes sense to go on */
    public boolean take(WhatsAppAccount account, String check, Runnable work) {
        var number = account.phoneNumberId();
        try {
            work.run();
            numbers.trouble(number, check, null);
            numbers.trouble(number, NumberCheck.TOKEN, null);
            return true;
        } catch (MetaTrouble e) {
            numbers.trouble(number, e.isOfToken() ? NumberCheck.TOKEN : check, e.words());
            var calm = e.calm();
            if (calm != null) {
                numbers.keepCalm(number, calm);
            }
            return false;
        }
    }
}
