import type { createColors } from "picocolors";
import type { Finding } from "./judge";

type Colors = ReturnType<typeof createColors>;

/** Findings as lines for a terminal: the account's first, then each stack's, and at the end the settings that would make them fit. */
export function renderFindings(findings: readonly Finding[], colors: Colors): string {
  const stacks = [...new Set(findings.map(({ stack }) => stack))];
  const width = Math.max(...findings.map(({ what }) => what.length)) + 2;
  const sign: Record<Finding["verdict"], string> = {
    fits: colors.green("✔"),
    heed: colors.yellow("!"),
    untold: colors.yellow("?"),
    stops: colors.red("✖"),
  };
  const lines = stacks.flatMap((stack) => [
    ...(stack === undefined ? [] : ["", colors.bold(stack)]),
    ...findings
      .filter((finding) => finding.stack === stack)
      .flatMap(({ what, verdict, said, fix }) => [
        `${sign[verdict]} ${what.padEnd(width)}${said}`,
        ...(fix === undefined ? [] : [`  ${" ".repeat(width)}fix: ${fix}`]),
      ]),
  ]);
  return [...lines, ...proposals(findings), "", summary(findings)].join("\n");
}

/** Lines of settings files that fit what the account has. */
function proposals(findings: readonly Finding[]): string[] {
  const proposed = findings.flatMap(({ stack, setting }) =>
    setting === undefined
      ? []
      : [{ file: stack === undefined ? "Pulumi.yaml" : `Pulumi.${stack}.yaml`, setting }],
  );
  if (proposed.length === 0) return [];
  return [
    "",
    "settings that fit this account:",
    ...proposed.map(({ file, setting }) => `  ${file}  ${setting}`),
  ];
}

function summary(findings: readonly Finding[]): string {
  const count = (verdict: Finding["verdict"]) =>
    findings.filter((finding) => finding.verdict === verdict).length;
  return `${count("fits")} fit, ${count("stops")} would stop an update, ${count("heed")} to heed, ${count("untold")} not told`;
}
