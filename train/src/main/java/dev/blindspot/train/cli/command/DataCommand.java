package dev.blindspot.train.cli.command;

import picocli.CommandLine.Command;

/** {@code blindspot data}: the commands below it do the work. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Checks or draws images.")
public final class DataCommand {}
