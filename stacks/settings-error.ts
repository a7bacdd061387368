/** One mistake in the settings files, with everything needed to mend it. */
export interface SettingsError {
  /** Name of the file, relative to the project's root. */
  readonly file: string;
  /** Line of the value, counted from 1. */
  readonly line: number;
  /** The setting as Pulumi writes it: `pharos:network.zones[1]`. */
  readonly path: string;
  /** What stands there, as in the file; absent if the setting is missing. */
  readonly value?: string;
  /** What is wrong: a sentence whose subject is the setting. */
  readonly problem: string;
  readonly allowed: string;
  /** What to do, in the imperative. */
  readonly fix: string;
}

/** Sorts by place, so that a person goes through a file from top to bottom; mentions every mistake once. */
export function sortSettingsErrors(errors: readonly SettingsError[]): SettingsError[] {
  const byText = new Map(
    errors.map((error) => [[error.file, error.line, error.path, error.problem].join("\n"), error]),
  );
  return [...byText.values()].sort(
    (a, b) =>
      compare(a.file, b.file) || a.line - b.line || compare(a.path, b.path) || compare(a.problem, b.problem),
  );
}

/** All mistakes as the user sees them. */
export function formatSettingsErrors(errors: readonly SettingsError[]): string {
  const count =
    errors.length === 1 ? "The settings have 1 mistake" : `The settings have ${errors.length} mistakes`;
  return [`${count}; nothing was started.`, ...errors.map(formatOne)].join("\n\n");
}

function formatOne({ file, line, path, value, problem, allowed, fix }: SettingsError): string {
  return [
    `${file}:${line}  ${path}`,
    `  problem: ${problem}`,
    ...(value === undefined ? [] : [`  value:   ${value}`]),
    `  allowed: ${allowed}`,
    `  fix:     ${fix}`,
  ].join("\n");
}

/** By code unit: the same in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
