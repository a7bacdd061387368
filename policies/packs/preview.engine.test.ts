import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { engineEnvironment } from "../../engine/cli/environment";
import { obtainPulumi, type PulumiCli } from "../../engine/cli/obtain";
import { mergePacks, parseResults, type StackResults } from "../evaluation/results";
import { packs } from "./packs";

const built = path.resolve(__dirname, "..", "..");
const checkout = path.resolve(built, "..");

/**
 * A program whose resources are components that call themselves keys and buckets: the engine shows them to policies like any other, and
 * needs no provider for them.
 */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
class Posing extends pulumi.ComponentResource {
  constructor(type, name, inputs) {
    super(type, name, inputs);
    this.name = pulumi.output(inputs.bucket ?? name);
    this.registerOutputs({});
  }
}
new Posing("aws:kms/key:Key", "data", { enableKeyRotation: process.env.ROTATION === "true", tags: { "record-class": "none" } });
const bucket = new Posing("aws:s3/bucket:Bucket", "metrics", { bucket: "metrics", tags: { "record-class": "metrics-operational" } });
new Posing("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "metrics", {
  bucket: bucket.name,
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/data" }, bucketKeyEnabled: true }],
});
`;

/** The rules that these tests speak of. All others are off in them, however many there are. */
const ABOUT = [
  "ENC-KMS-01",
  "ENC-S3-02",
  "RET-S3-02",
  "ACC-EKS-01",
  ...packs.map(({ name }) => waiversOf(name)),
];

describe("policy packs on the Pulumi CLI", () => {
  let folder: string;
  let pulumi: PulumiCli;

  before(async function () {
    this.timeout(0); // the CLI may have to be built
    pulumi = await obtainPulumi();
    folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "pharos preview ")));
    for (const name of ["state", "home"]) mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, "index.js"), PROGRAM);
    writeFileSync(
      path.join(folder, "Pulumi.yaml"),
      "name: pharos\nmain: index.js\nruntime:\n  name: nodejs\n  options: { typescript: false }\n",
    );
    symlinkSync(path.join(checkout, "node_modules"), path.join(folder, "node_modules"));
    const { status, output } = run("stack", "init", "us-east-1");
    assert.equal(status, 0, output);
  });
  after(() => rmSync(folder, { recursive: true }));

  function run(...args: string[]): { status: number | null; output: string } {
    return runWith({}, ...args);
  }

  function runWith(variables: Record<string, string>, ...args: string[]) {
    const engine = engineEnvironment({
      home: path.join(folder, "home"),
      backendUrl: `file://${folder}/state`,
      passphrase: "example",
    });
    const result = spawnSync(pulumi.command, [...args, "--non-interactive", "--color", "never"], {
      cwd: folder,
      encoding: "utf8",
      env: {
        ...process.env,
        ...engine,
        PATH: `${path.dirname(pulumi.languageHost)}${path.delimiter}${process.env["PATH"] ?? ""}`,
        PHAROS_DIST: path.basename(built),
        PHAROS_RESULTS: "",
        ...variables,
      },
    });
    return { status: result.status, output: result.stdout + result.stderr };
  }

  const packAt = (name: string): string[] => [
    "--policy-pack",
    path.join(checkout, "policies", "packs", name, "run"),
  ];
  const allPacks = packs.flatMap(({ name }) => packAt(name));

  /** Options that set the levels of as many packs as run: those that are named, the usual ones, and none for other rules. */
  function levelsOf(levels: Readonly<Record<string, string>> = {}, runs = packs.length): string[] {
    const file = path.join(folder, "levels.json");
    const about = Object.fromEntries(ABOUT.map((id) => [id, "mandatory"]));
    writeFileSync(file, JSON.stringify({ all: "disabled", ...about, ...levels }));
    return Array.from({ length: runs }, () => ["--policy-pack-config", file]).flat();
  }

  function collected(results: string): StackResults {
    return mergePacks(
      packs.map(({ name }) => parseResults(readFileSync(path.join(results, `${name}.json`), "utf8"))),
    );
  }

  it("let a stack pass that complies, and say what they have judged", () => {
    const results = path.join(folder, "passing");
    const { status, output } = runWith(
      { ROTATION: "true", PHAROS_RESULTS: results },
      "preview",
      ...allPacks,
      ...levelsOf(),
    );
    assert.equal(status, 0, output);
    const { complete, stack, project, coverage } = collected(results);
    assert.deepEqual(
      { complete, stack, project, coverage },
      {
        complete: true,
        stack: "us-east-1",
        project: "pharos",
        coverage: {
          evaluated: 6, // the key, the bucket's encryption, and the waivers four times
          notApplicable: 1, // metrics need no lock
          undetermined: 0,
          waived: 0,
          violations: 0,
          resources: 3,
          unknownTypes: [],
        },
      },
    );
    assert.doesNotMatch(output, /pharos encryption:/, "who collects results is not told them twice");
  });

  it("judge the same when all run in one process", () => {
    const apart = path.join(folder, "passing");
    const results = path.join(folder, "together");
    const { status, output } = runWith(
      { ROTATION: "true", PHAROS_RESULTS: results },
      "preview",
      ...packAt("all"),
      ...levelsOf({}, 1),
    );
    assert.equal(status, 0, output);
    assert.deepEqual(collected(results), collected(apart));
  });

  it("refuse a stack that does not comply, with rule, resource and fix", () => {
    const { status, output } = runWith({ ROTATION: "false" }, "preview", ...allPacks, ...levelsOf());
    assert.notEqual(status, 0, output);
    assert.match(output, /\[mandatory\] \[severity: high\] +ENC-KMS-01 +\(aws:kms:Key: data\)/);
    assert.match(
      output,
      /\[ENC-KMS-01\/rotation-off\] 'enableKeyRotation' is not true: .*\. To mend it: set enableKeyRotation to true\./,
    );
    assert.match(output, /pharos encryption: 3 evaluated, 1 violation, 0 undetermined/);
  });

  it("take the levels of the run from a file", () => {
    const configs = levelsOf({ "ENC-KMS-01": "advisory", "ACC-EKS-01": "disabled" });
    const results = path.join(folder, "advised");
    const variables = { ROTATION: "false", PHAROS_RESULTS: results };
    const { status, output } = runWith(variables, "preview", ...allPacks, ...configs);
    assert.equal(status, 0, output);
    assert.match(output, /\[advisory\] \[severity: high\] +ENC-KMS-01/);
    const { rules, coverage } = collected(results);
    const levelOf = (id: string) => rules.find((rule) => rule.id === id)?.level;
    assert.deepEqual(
      [levelOf("ENC-KMS-01"), levelOf("ENC-S3-02"), levelOf("ACC-EKS-01")],
      ["advisory", "mandatory", "disabled"],
    );
    assert.equal(coverage.violations, 1);
  });

  it("mend what a rule at level remediate refuses, before the engine goes on", () => {
    const configs = levelsOf({ "ENC-KMS-01": "remediate" });
    const results = path.join(folder, "mended");
    const variables = { ROTATION: "false", PHAROS_RESULTS: results };
    const { status, output } = runWith(variables, "preview", ...allPacks, ...configs);
    assert.equal(status, 0, output);
    assert.match(output, /\[remediate\] +ENC-KMS-01 +\(1 resource\)/);
    const { rules, coverage } = collected(results);
    assert.equal(rules.find(({ id }) => id === "ENC-KMS-01")?.level, "remediate");
    assert.equal(coverage.violations, 0);
  });

  it("count once what an update judges in its preview and again", () => {
    const results = path.join(folder, "updated");
    const { status, output } = runWith(
      { ROTATION: "true", PHAROS_RESULTS: results },
      "up",
      "--yes",
      ...allPacks,
      ...levelsOf(),
    );
    assert.equal(status, 0, output);
    const { evaluated, violations, resources } = collected(results).coverage;
    assert.deepEqual({ evaluated, violations, resources }, { evaluated: 6, violations: 0, resources: 3 });
  });
});

/** The rule by which a pack judges the waivers of its own rules. */
function waiversOf(pack: string): string {
  return `WAIVERS-${pack.toUpperCase()}`;
}
