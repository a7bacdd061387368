import { checkValues } from "../charts/check-values";
import type { KeyIndex } from "../charts/index-format";
import { definitionChanges } from "./definitions";
import type { Difference, Manifest } from "./difference";
import { imageChanges, objectChanges } from "./images-and-objects";
import { immutableFields } from "./immutable-fields";
import { metricChanges, type ExportedSeries, type SeriesReader } from "./metrics";

/** One version of a chart as it is installed with our values. */
export interface RenderedVersion {
  readonly version: string;
  readonly manifests: readonly Manifest[];
  /** The keys that it knows. */
  readonly keys: KeyIndex;
}

/** What is compared. */
export interface Rehearsal {
  readonly chart: string;
  readonly old: RenderedVersion;
  readonly young: RenderedVersion;
  readonly values: object;
  readonly readers: readonly SeriesReader[];
  readonly exported?: ExportedSeries;
}

/** Every difference that an upgrade makes, class by class. */
export function rehearse({ old, young, values, readers, exported }: Rehearsal): Difference[] {
  const [before, after] = [old.manifests, young.manifests];
  return [
    ...removedValues(old.keys, young.keys, values),
    ...definitionChanges(before, after),
    ...immutableFields(before, after),
    ...metricChanges(before, after, readers, exported),
    ...imageChanges(before, after),
    ...objectChanges(before, after),
  ];
}

/** Values of ours that the old chart takes and the new one does not. */
function removedValues(old: KeyIndex, young: KeyIndex, values: object): Difference[] {
  const before = new Set(checkValues(old, values).map(({ path }) => path));
  return checkValues(young, values)
    .filter(({ path }) => !before.has(path))
    .map(({ path, message }) => ({
      class: "removed value",
      subject: path,
      what: `is not taken: ${message.replace(`${path}: `, "")}`,
      needsWork: true,
      before: "change the function that makes the values: Helm ignores what a chart does not know",
    }));
}

/** What to do, in its order, and how to get back. */
export interface Steps {
  readonly forward: readonly string[];
  readonly back: readonly string[];
}

/** Classes in the order in which their work is done: what readers need first, then what the update needs, last what it would refuse. */
const ORDER: readonly Difference["class"][] = [
  "metric",
  "removed value",
  "image",
  "definition",
  "object",
  "immutable field",
];

/** The order of steps and the way back. */
export function stepsOf({ chart, old, young }: Rehearsal, differences: readonly Difference[]): Steps {
  const before = ORDER.flatMap((kind) =>
    differences
      .filter((difference) => difference.class === kind && difference.before !== undefined)
      .map(({ subject, before: work }) => `${subject}: ${work!}`),
  );
  const deletes = differences.some(({ class: kind }) => kind === "immutable field");
  const install = [
    `write ${young.version} for ${chart} in content/versions.ts, and make its key index and facts anew`,
    "run npm test and pharos preview",
    `update one spoke ('pharos up <spoke>'), and look at its alerts and dashboards for a day`,
    "update the hub, then the other spokes, in the same way",
  ];
  const last = deletes ? before.filter((step) => step.includes("kubectl delete")) : [];
  const first = before.filter((step) => !last.includes(step));
  return {
    forward: [...first, ...install.slice(0, 2), ...last, ...install.slice(2)],
    back: [
      "a release that fails is rolled back by Helm itself, as a whole",
      ...differences.flatMap(({ subject, back }) => (back === undefined ? [] : [`${subject}: ${back}`])),
      `write ${old.version} for ${chart} again, and update the same stacks`,
    ],
  };
}
