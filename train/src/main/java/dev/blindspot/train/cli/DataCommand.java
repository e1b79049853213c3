package dev.blindspot.train.cli;

import picocli.CommandLine.Command;

/** {@code blindspot data}: the commands below it do the work. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Checks or draws pictures.")
final class DataCommand {}
