import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { Recording, type Registered } from "../components/testing/record";
import { isRecordClass } from "../content/retention";
import { dataHolders } from "../policies/evaluation/data-holders";
import { isClassification } from "../policies/rules/retention/tag-values";
import { recordStacks } from "./testing/stacks";

/**
 * Whatever the three real stacks register and AWS lets carry tags says who answers for it, where it belongs, who pays, and how much care
 * it needs; what holds data says so itself. Which types take tags is in the provider's SDK, from whose declarations the sandbox's facts are.
 */

const ROOT = path.resolve(__dirname, "..", "..");
const OWNERSHIP = ["owner", "environment", "cost-center"];
const CONTENT = ["record-class", "data-classification"];
const PROVIDER = "pulumi:providers:aws";

type Tags = Readonly<Record<string, unknown>>;
type Recordings = ReadonlyMap<string, Recording>;

const facts = JSON.parse(readFileSync(path.join(ROOT, "engine", "sandbox", "facts", "aws.json"), "utf8")) as {
  types: Record<string, { inputs: Record<string, unknown> }>;
};

/** Whether a type takes tags; a type without facts would be left out in silence. */
function isTaggable(type: string): boolean {
  const known = facts.types[type] ?? assert.fail(`there are no facts of ${type}`);
  return "tags" in known.inputs;
}

/** Tags that the provider of a resource puts on everything. */
function defaultsOf({ provider }: Registered, { resources }: Recording): Tags {
  const found = resources.find(({ type, name }) => type === PROVIDER && name === provider);
  const text: unknown = found?.inputs["defaultTags"];
  return typeof text === "string" ? (JSON.parse(text) as { tags: Tags }).tags : {};
}

const ownTags = ({ inputs }: Registered): Tags => (inputs["tags"] ?? {}) as Tags;
const isSaid = (tags: Tags, name: string): boolean => typeof tags[name] === "string" && tags[name] !== "";

/** What is wrong with the tags of one resource. */
function faultsOf(resource: Registered, recording: Recording): string[] {
  const all = { ...defaultsOf(resource, recording), ...ownTags(resource) };
  const own = dataHolders.has(resource.type) ? CONTENT : [];
  const missing = [
    ...[...OWNERSHIP, ...CONTENT].filter((name) => !isSaid(all, name)),
    ...own
      .filter((name) => isSaid(all, name) && !isSaid(ownTags(resource), name))
      .map((name) => `own ${name}`),
  ];
  const recordClass = String(all["record-class"]);
  const classification = String(all["data-classification"]);
  return [
    ...missing.map((name) => `has no ${name}`),
    ...(recordClass === "none" || isRecordClass(recordClass) ? [] : [`has record-class ${recordClass}`]),
    ...(isClassification(classification) ? [] : [`has data-classification ${classification}`]),
  ];
}

/** Every fault as `stack type name fault`. */
function faults(recordings: Recordings): string[] {
  return [...recordings].flatMap(([stack, recording]) =>
    recording.resources
      .filter(({ type }) => type.startsWith("aws:") && isTaggable(type))
      .flatMap((each) =>
        faultsOf(each, recording).map((fault) => `${stack} ${each.type} ${each.name} ${fault}`),
      ),
  );
}

/** Recordings in which one resource of the European stack has other inputs. */
function changed(recordings: Recordings, type: string, name: string, inputs: Tags): Recordings {
  const recording = recordings.get("eu-west-1") ?? assert.fail();
  const wanted = recording.get(type, name);
  const resources = recording.resources.map((each) =>
    each === wanted ? { ...each, inputs: { ...each.inputs, ...inputs } } : each,
  );
  return new Map([...recordings, ["eu-west-1", new Recording(resources, recording.outputs, recording.log)]]);
}

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

describe("tags", function () {
  this.timeout(PATIENCE_MS);
  let recordings: Recordings;
  before(async () => {
    recordings = await recordStacks();
  });

  it("everything that takes tags has its owner, environment, cost centre, classification and class", () => {
    assert.deepEqual(faults(recordings), []);
  });

  it("there is one AWS provider a stack, whose defaults reach everything", () => {
    for (const [stack, recording] of recordings) {
      const [provider, ...others] = recording.ofType(PROVIDER);
      assert.deepEqual(others, [], stack);
      const strangers = recording.resources.filter(
        (each) => each.type.startsWith("aws:") && each.provider !== provider?.name,
      );
      assert.deepEqual(
        strangers.map(({ type, name }) => `${stack} ${type} ${name}`),
        [],
      );
    }
  });

  it("what holds no data of its own, and yet may tell of it, says how much care it needs", () => {
    const kinds = [
      "aws:kms/key:Key",
      "aws:secretsmanager/secret:Secret",
      "aws:rds/clusterInstance:ClusterInstance",
    ];
    const silent = [...recordings.values()].flatMap((recording) =>
      recording.resources
        .filter(({ type }) => kinds.includes(type))
        .filter((each) => !isSaid(ownTags(each), "data-classification")),
    );
    assert.deepEqual(silent, []);
  });

  const BUCKET = "aws:s3/bucket:Bucket";
  const VPC = "aws:ec2/vpc:Vpc";
  const LEDGER = "audit-ledger-source-bucket";
  const mutants: readonly (readonly [
    title: string,
    type: string,
    name: string,
    tags: Tags,
    fault: string,
  ])[] = [
    ["without tags", BUCKET, LEDGER, {}, "has no own record-class"],
    [
      "without a classification of its own",
      BUCKET,
      LEDGER,
      { "record-class": "sec-17a4-a" },
      "has no own data-classification",
    ],
    [
      "with a class that nobody knows",
      BUCKET,
      LEDGER,
      { "record-class": "sec-17", "data-classification": "regulated" },
      "has record-class sec-17",
    ],
    [
      "with a classification that nobody knows",
      BUCKET,
      LEDGER,
      { "record-class": "sec-17a4-a", "data-classification": "secret" },
      "has data-classification secret",
    ],
    ["with an empty owner", VPC, "network-vpc", { owner: "" }, "has no owner"],
  ];
  for (const [title, type, name, tags, fault] of mutants) {
    it(`finds a resource ${title}`, () => {
      const found = faults(changed(recordings, type, name, { tags }));
      assert.ok(found.includes(`eu-west-1 ${type} ${name} ${fault}`), found.join("\n"));
    });
  }

  it("finds a provider that puts no tags on anything", () => {
    const found = faults(changed(recordings, PROVIDER, "aws", { defaultTags: '{"tags":{}}' }));
    assert.ok(found.includes(`eu-west-1 ${VPC} network-vpc has no cost-center`), found.join("\n"));
  });
});
