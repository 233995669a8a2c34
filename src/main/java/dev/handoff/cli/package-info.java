/**
 * The command line: {@code handoff measure}, the experiment without Jupyter, and {@code handoff chaos}, which breaks it on
 * purpose. {@link dev.handoff.cli.Main} is the entry.
 */
package dev.handoff.cli;
