/**
 * The command line: {@code handoff measure}, the experiment without Jupyter. {@link dev.handoff.cli.Main} is the entry.
 */
package dev.handoff.cli;
