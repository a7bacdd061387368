import assert from "node:assert/strict";
import { readFacts } from "../../engine/sandbox/facts/model";
import { packs } from "./packs";
import { resourceFrom } from "../testing/resources";
import type { ResourceRule, Rule } from "../evaluation/rule";

/** Inputs under which rules that otherwise wait for a reason say what they would change. */
const SITUATIONS: readonly Readonly<Record<string, unknown>>[] = [
  {},
  {
    desyncMitigationMode: "monitor",
    finalSnapshotIdentifier: "last",
    metadataOptions: { httpPutResponseHopLimit: 2 },
    networkInterfaces: [{ associatePublicIpAddress: true }],
    retentionInDays: 100,
    rotationPeriodInDays: 2560,
    rules: [{ status: "Enabled" }],
    terminationProtectionEnabled: false,
    multiRegionEnabled: false,
  },
];

/** `type property` of everything that a rule may write, places in lists left out. */
function writes(rule: ResourceRule): readonly string[] {
  return rule.types.flatMap((type) =>
    SITUATIONS.flatMap((inputs) => rule.remediate?.(resourceFrom({ type, name: "it", inputs })) ?? []).map(
      ({ at }) => `${type} ${at.filter((step) => typeof step === "string").join(".")}`,
    ),
  );
}

describe("remediations", () => {
  const mending = packs
    .flatMap(({ rules }) => rules.map(([rule]): Rule => rule))
    .filter((rule) => rule.scope === "resource" && rule.remediate !== undefined) as ResourceRule[];

  it("write nothing whose change replaces the resource", () => {
    const facts = readFacts("aws").types;
    const replacing = new Set(
      Object.entries(facts).flatMap(([type, { replacesOn = [] }]) => replacesOn.map((at) => `${type} ${at}`)),
    );
    const written = mending.map((rule) => ({ id: rule.id, places: writes(rule) }));
    for (const { id, places } of written) {
      assert.deepEqual(
        places.filter((place) => replacing.has(place)),
        [],
        id,
      );
    }
    const known = written.flatMap(({ places }) => places).filter((place) => place.split(" ")[0]! in facts);
    assert.ok(known.length >= 50, `only ${known.length} were looked at`);
  });
});
