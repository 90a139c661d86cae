package coop.ccci.reconcile.bridge;

import coop.ccci.reconcile.config.PartName;
import coop.ccci.reconcile.part.Difference;
import coop.ccci.reconcile.part.HostPart;
import coop.ccci.reconcile.part.OutsideView;
import java.util.Optional;

/** The pages as people reach them. The bridge serves them, so there is nothing to deploy: it is waited until they answer. */
public final class DashboardPart implements HostPart {
    private final OutsideView outside;

    /** Creates the part. */
    public DashboardPart(OutsideView outside) {
        this.outside = outside;
    }

    @Override
    public PartName name() {
        return PartName.DASHBOARD;
    }

    @Override
    public Optional<Difference> difference() {
        return Optional.empty();
    }

    @Override
    public Optional<String> problem() {
        return outside.problem();
    }
}
