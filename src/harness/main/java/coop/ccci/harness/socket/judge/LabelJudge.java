package coop.ccci.harness.socket.judge;

import java.util.List;
import java.util.Map;

/** A judge of the labels of one service, of its deployment and of its containers alike. */
@FunctionalInterface
public interface LabelJudge {
    /**
     * Looks at labels.
     *
     * @param stack the app's stack
     * @param domain the app's domain
     * @return a sentence for each thing that is refused
     */
    List<String> findings(Map<String, String> labels, String stack, String domain);
}
