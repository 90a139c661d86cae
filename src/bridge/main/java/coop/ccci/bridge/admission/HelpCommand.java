package coop.ccci.bridge.admission;

import coop.ccci.bridge.admission.AdmissionPolicy.AdmissionSettings;
import coop.ccci.bridge.admission.Commands.Command;
import coop.ccci.bridge.reason.TriggerReason;
import java.util.Optional;
import java.util.Set;

/** {@code !testme help}: the list of commands. */
record HelpCommand() implements Command {
    static final Spec SPEC = Spec.ofWord(
            new Commands.Usage(
                    "help", Commands.Usage.MEMBERS, "shows this list", Optional.empty(), Set.of("help", "h", "?")),
            new HelpCommand());

    @Override
    public Decision decide(AdmissionRequest request, AdmissionSettings settings) {
        return new Decision.Act(request.author(), "help", (ledger, comment) -> Optional.of(new TriggerReason.Help()));
    }
}
