/**
 * The frameworks whose controls the rules speak of. The references are Pharos' own reading of the standards' texts: a QSA, a
 * SOC 2 auditor and counsel for FINRA matters have to confirm them before they are published as a claim.
 */
export const frameworks = {
  soc2: { title: "SOC 2", edition: "Trust Services Criteria 2017, points of focus 2022" },
  pci: { title: "PCI DSS 4.0.1", edition: "June 2024" },
  gdpr: { title: "GDPR", edition: "Regulation (EU) 2016/679" },
  iso27001: { title: "ISO 27001:2022", edition: "Annex A" },
  sec17a4: { title: "SEC 17a-4 / FINRA 4511", edition: "17 CFR 240.17a-4 as amended 2022; FINRA Rule 4511" },
} as const satisfies Record<string, Framework>;

export interface Framework {
  /** The name that people use, and the key in results and reports. */
  readonly title: string;
  /** Which text of it the control numbers belong to. */
  readonly edition: string;
}

export type FrameworkId = keyof typeof frameworks;

/** Framework → the numbers of its controls, as the framework writes them. A framework that asks nothing is left out. */
export type Controls = Readonly<Partial<Record<FrameworkId, readonly string[]>>>;

/** The same by the frameworks' titles, for people and for files. */
export function controlsByTitle(controls: Controls): Record<string, string[]> {
  const ids = Object.keys(frameworks) as FrameworkId[];
  return Object.fromEntries(
    ids.flatMap((id) => {
      const numbers = controls[id] ?? [];
      return numbers.length === 0 ? [] : [[frameworks[id].title, [...numbers]]];
    }),
  );
}

/** The same as flat labels such as `pci:3.7.4`, for places that take nothing but words. */
export function controlLabels(controls: Controls): string[] {
  return (Object.keys(frameworks) as FrameworkId[]).flatMap((id) =>
    (controls[id] ?? []).map((number) => `${id}:${number}`),
  );
}
