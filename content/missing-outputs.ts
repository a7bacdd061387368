/**
 * What a spoke says at preview when outputs of the hub are not there yet: one line, which the command line finds again among all
 * diagnostics.
 */
export function describeMissingOutputs(hub: string, missing: readonly string[]): string {
  const outputs = missing.length === 1 ? "1 output" : `${missing.length} outputs`;
  return `${outputs} of the hub ${hub} not known yet: ${missing.join(", ")}`;
}

const LINE = /\d+ outputs? of the hub \S+ not known yet: ([A-Za-z0-9]+(?:, [A-Za-z0-9]+)*)/;

/** The outputs that such a line names; undefined for any other line. */
export function parseMissingOutputs(line: string): string[] | undefined {
  return LINE.exec(line)?.[1]?.split(", ");
}
