package dmail.common.login.pace;

import dmail.common.login.LoginEvent;
import java.util.List;

/** What came of logins elsewhere, and before we were started. */
interface OtherLoginEvents {
    /** Nobody else is there. */
    OtherLoginEvents NONE =
            new OtherLoginEvents() {
                @Override
                public void tell(LoginEvent event) {
                    // Nobody hears it.
                }

                @Override
                public List<LoginEvent> hear() {
                    return List.of();
                }
            };

    /** Tells others of a login here. It never fails: a login that is not told of is no worse. */
    void tell(LoginEvent event);

    /** {@return what has happened since the last question, the oldest first} */
    List<LoginEvent> hear();
}
