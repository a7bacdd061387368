import type { Difference, DifferenceClass } from "../../content/upgrades/difference";
import type { StackRehearsal } from "./rehearse";

/** Classes in the order in which they are told, with their titles. */
const TITLES: readonly (readonly [DifferenceClass, string])[] = [
  ["removed value", "values of ours that it does not take"],
  ["definition", "custom resource definitions"],
  ["immutable field", "fields that cannot be changed"],
  ["metric", "series that alerts and panels read"],
  ["image", "images"],
  ["object", "objects"],
];

/** What an upgrade would do, for a person: what is the same in several stacks is told once. */
export function renderRehearsal(
  chart: string,
  versions: { readonly from: string; readonly to: string },
  rehearsals: readonly StackRehearsal[],
): string {
  const groups = new Map<string, StackRehearsal[]>();
  for (const rehearsal of rehearsals) {
    const key = JSON.stringify([rehearsal.differences, rehearsal.steps]);
    groups.set(key, [...(groups.get(key) ?? []), rehearsal]);
  }
  return [
    `${chart}: ${versions.from} → ${versions.to}`,
    ...[...groups.values()].flatMap((same) => ["", ...describeGroup(same)]),
  ].join("\n");
}

function describeGroup(same: readonly StackRehearsal[]): string[] {
  const [{ differences, steps }] = same as [StackRehearsal, ...StackRehearsal[]];
  const places = same.map(({ stack, release }) => `${stack}/${release}`).join(", ");
  const work = differences.filter(({ needsWork }) => needsWork).length;
  return [
    places,
    `  ${differences.length === 0 ? "nothing differs" : `${differences.length} differences, ${work} of which need work before`}`,
    ...TITLES.flatMap(([kind, title]) =>
      describeClass(
        title,
        differences.filter((one) => one.class === kind),
      ),
    ),
    "",
    "  steps",
    ...steps.forward.map((step, index) => `    ${index + 1}. ${step}`),
    "",
    "  way back",
    ...steps.back.map((step) => `    - ${step}`),
  ];
}

function describeClass(title: string, differences: readonly Difference[]): string[] {
  if (differences.length === 0) return [];
  return [
    "",
    `  ${title}: ${differences.length}`,
    ...differences.map(({ subject, what, needsWork }) => `    ${needsWork ? "!" : "-"} ${subject} ${what}`),
  ];
}
