// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.operator;

import it.filodiretto.municipality.CurrentMunicipality;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.vault.Vault;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/** Compares e-mail and password, slowly for who guesses. Accounts and addresses are counted under a blind look-up, not by name. */
@Component
public class Login {

    /** Attempts that cost no wait: few for an account, more for an address, behind which a whole town hall may sit. */
    static final int FREE_FOR_AN_ACCOUNT = 3;
    static final int FREE_FOR_AN_ADDRESS = 20;

    private final OperatorTable operators;
    private final LoginAttemptTable attempts;
    private final Passwords passwords;
    private final Vault vault;
    private final Municipalities municipalities;
    private final Audit audit;
    private final boolean demonstration;

    Login(OperatorTable operators, LoginAttemptTable attempts, Passwords passwords, Vault vault, Municipalities municipalities, Audit audit,
          Environment environment) {
        this.operators = operators;
        this.attempts = attempts;
        this.passwords = passwords;
        this.vault = vault;
        this.municipalities = municipalities;
        this.audit = audit;
        this.demonstration = environment.acceptsProfiles(Profiles.of("demo"));
    }

    /** @param loopback whether the request came from this very machine */
    public LoginOutcome attempt(String email, String password, String address, boolean loopback) {
        var typed = email.strip().toLowerCase(Locale.ROOT);
        var place = vault.lookup("login.address", address);
        var account = vault.lookup("login.account", typed);
        if (!attempts.admit(place, FREE_FOR_AN_ADDRESS)) {
            return new LoginOutcome.TooManyAttempts(attempts.wait(place));
        }
        if (!attempts.admit(account, FREE_FOR_AN_ACCOUNT)) {
            return new LoginOutcome.TooManyAttempts(attempts.wait(account));
        }
        var operator = operators.find(typed).filter(it -> mayEnter(it, loopback)).orElse(null);
        if (!passwords.matches(password, hashOf(operator)) || operator == null) {
            return new LoginOutcome.WrongPair();
        }
        attempts.forget(account);
        attempts.takeBack(place);
        CurrentMunicipality.inTown(operator.town(), () -> audit.record(operator.id(), "login", Map.of()));
        return new LoginOutcome.Welcome(operator.principal());
    }

    private static @Nullable String hashOf(@Nullable Operator operator) {
        return operator == null ? null : operator.passwordHash();
    }

    private boolean mayEnter(Operator operator, boolean loopback) {
        return municipalities.all().stream().anyMatch(it -> it.id().equals(operator.town()))
            && (!operator.demo() || demonstration && loopback);
    }
}
