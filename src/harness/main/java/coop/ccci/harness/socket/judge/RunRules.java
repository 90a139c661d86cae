package coop.ccci.harness.socket.judge;

/**
 * What the judge of a run's calls is told by others.
 *
 * @param labels judges the labels of services
 * @param images judges what may be pulled; trust in a recipe changes nothing about it
 * @param limits what one task may use
 * @param files judges what a config or a secret holds that is made of a file
 */
public record RunRules(LabelJudge labels, ImageJudge images, ServiceLimits limits, FileJudge files) {}
