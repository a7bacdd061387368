import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs"; // prettier-ignore
import * as os from "node:os";
import * as path from "node:path";
import { EnforcementLevel, PolicyType } from "@pulumi/pulumi/proto/analyzer_pb";
import { stringify } from "yaml";
import { parseResults, type PackResults } from "../evaluation/results";
import { AnalyzerProcess, type Diagnostic, type Sent } from "../testing/analyzer-client";
import { UNKNOWN, urnOf } from "../testing/resources";
import { packs } from "./packs";

const built = path.resolve(__dirname, "..", "..");
const checkout = path.resolve(built, "..");
const runner = path.join(checkout, "node_modules", "@pulumi", "pulumi", "cmd", "run-policy-pack");

/** The packs' folders, and that of all of them in one process. */
const folders = [...packs.map(({ name }) => name), "all"];

const KEY = "aws:kms/key:Key";
const BUCKET = "aws:s3/bucket:Bucket";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

/** The rules that these tests speak of. All others are off in them, however many there are. */
const ABOUT = [
  ...["ENC-KMS-01", "ENC-S3-02", "RET-S3-02", "ACC-EKS-01"],
  ...["K8S-NS-01", "K8S-HELM-01", "K8S-POD-01", "K8S-RES-03"],
];
const othersOff = (pack: string) =>
  Object.fromEntries(
    packs
      .filter(({ name }) => pack === name || pack === "all")
      .flatMap(({ rules }) => rules.map(([{ id }]) => id))
      .filter((id) => !ABOUT.includes(id) && !id.startsWith("WAIVERS-"))
      .map((id) => [id, EnforcementLevel.DISABLED]),
  );
const LEVELS = {
  advisory: EnforcementLevel.ADVISORY,
  mandatory: EnforcementLevel.MANDATORY,
  remediate: EnforcementLevel.REMEDIATE,
  disabled: EnforcementLevel.DISABLED,
};

const key = (properties: Record<string, unknown>, name = "data"): Sent => ({ type: KEY, name, properties });
const ROTATION_OFF =
  "KMS symmetric keys rotate yearly or faster.\n" +
  "[ENC-KMS-01/rotation-off] 'enableKeyRotation' is not true: the key would keep its material for ever; " +
  "at most 365 days are allowed. To mend it: set enableKeyRotation to true.";

describe("policy packs in their processes", () => {
  let root: string;
  let started: AnalyzerProcess[] = [];

  /** A checkout in a folder with a space in its name, with this build and a waiver file of its own. */
  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(os.tmpdir(), "pharos packs ")));
    symlinkSync(built, path.join(root, "dist"));
    for (const name of folders) {
      const files = ["package.json", "PulumiPolicy.yaml", "run"];
      for (const file of files)
        cpSync(path.join(checkout, "policies", "packs", name, file), packFile(name, file));
    }
    writeWaivers();
  });
  afterEach(async () => {
    await Promise.all(started.map((analyzer) => analyzer.stop()));
    started = [];
    rmSync(root, { recursive: true });
  });

  const packFile = (pack: string, file = ""): string => path.join(root, "policies", "packs", pack, file);
  const resultsFolder = (): string => path.join(root, "results");
  const results = (pack: string): PackResults =>
    parseResults(readFileSync(path.join(resultsFolder(), `${pack}.json`), "utf8"));
  const writeWaivers = (...waivers: object[]): void =>
    writeFileSync(path.join(root, "policies", "waivers.yaml"), stringify({ version: 1, waivers }));
  const waiver = (change: object) => ({
    id: "W-0001",
    policy: "ENC-KMS-01",
    reasonCode: "rotation-off",
    urn: urnOf(`${KEY} data`),
    reason: "The vendor's appliance pins the key's material until May.",
    owner: "keys",
    author: "alex@example.com",
    approver: "kim@example.com",
    ticket: "EXAMPLE-1",
    approvedOn: day(-1),
    expires: day(30),
    compensatingControl: "Its use is alarmed.",
    ...change,
  });

  const start = async (
    command: string,
    args: string[],
    options: { cwd?: string; collect?: boolean; env?: Record<string, string> } = {},
  ) => {
    const analyzer = await AnalyzerProcess.start(command, args, {
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      env: {
        PHAROS_DIST: "dist",
        ...((options.collect ?? true) && { PHAROS_RESULTS: resultsFolder() }),
        ...options.env,
      },
    });
    started.push(analyzer);
    return analyzer;
  };
  const serveWhole = (pack: string, options?: { collect?: boolean; env?: Record<string, string> }) =>
    start(packFile(pack, "run"), ["127.0.0.1:1"], options);
  const serve = async (pack: string, options?: { collect?: boolean; env?: Record<string, string> }) => {
    const analyzer = await serveWhole(pack, options);
    await analyzer.configure(othersOff(pack));
    return analyzer;
  };

  for (const { name, rules } of packs) {
    it(`${name}: presents its rules to the engine`, async () => {
      const info = await (await serve(name)).info();
      assert.equal(info.getName(), `pharos-${name}`);
      assert.equal(info.getVersion(), "0.1.0");
      assert.equal(info.getSupportsconfig(), true);
      assert.deepEqual(
        info
          .getPoliciesList()
          .map((policy) => [policy.getName(), policy.getEnforcementlevel(), policy.getPolicyType()]),
        [
          ...rules.map(([{ id, scope }, level]) => [id, scope, level] as const),
          [`WAIVERS-${name.toUpperCase()}`, "stack", "mandatory"] as const,
        ].map(([id, scope, level]) => [
          id,
          LEVELS[level],
          scope === "stack" ? PolicyType.POLICY_TYPE_STACK : PolicyType.POLICY_TYPE_RESOURCE,
        ]),
      );
    });
  }

  it("all: present the rules of every pack, judge by all of them, and write a file for each", async () => {
    const analyzer = await serve("all");
    const info = await analyzer.info();
    assert.equal(info.getName(), "pharos");
    assert.deepEqual(
      info.getPoliciesList().map((policy) => policy.getName()),
      packs.flatMap(({ name, rules }) => [...rules.map(([{ id }]) => id), `WAIVERS-${name.toUpperCase()}`]),
    );
    await analyzer.configure({ ...othersOff("all"), "K8S-NS-01": EnforcementLevel.ADVISORY });
    const namespace = {
      type: "kubernetes:core/v1:Namespace",
      name: "a",
      properties: { metadata: { name: "a" } },
    };
    const bucket = {
      type: BUCKET,
      name: "b",
      properties: { bucket: "b", tags: { "record-class": "sec-17a4-b" } },
    };
    const resources = [key({}), namespace, bucket];
    const said: Diagnostic[] = [];
    for (const resource of resources) said.push(...(await analyzer.analyze(resource)));
    said.push(...(await analyzer.analyzeStack(resources)));
    const levels = new Map(said.map(({ policy, level }) => [policy, level]));
    assert.deepEqual(
      ["ENC-KMS-01", "K8S-NS-01", "ENC-S3-02", "RET-S3-02"].map((id) => levels.get(id)),
      [
        EnforcementLevel.MANDATORY,
        EnforcementLevel.ADVISORY,
        EnforcementLevel.MANDATORY,
        EnforcementLevel.MANDATORY,
      ],
    );
    for (const { name, rules } of packs) {
      const own = new Set(rules.map(([{ id }]) => id));
      const expected = said.filter(({ policy }) => own.has(policy)).length;
      assert.equal(results(name).coverage.violations, expected, name);
    }
  });

  it("report a violation with rule, reason, resource and fix", async () => {
    const analyzer = await serve("encryption");
    assert.deepEqual(await analyzer.analyze(key({})), [
      {
        policy: "ENC-KMS-01",
        level: EnforcementLevel.MANDATORY,
        message: ROTATION_OFF,
        urn: urnOf(`${KEY} data`),
      },
    ]);
    assert.deepEqual(await analyzer.analyze(key({ enableKeyRotation: true })), []);
  });

  it("know a secret of Pulumi's from a text, as the engine sends them", async () => {
    const analyzer = await serveWhole("access");
    const lambda = (value: unknown): Sent => ({
      type: "aws:lambda/function:Function",
      name: "it",
      properties: { environment: { variables: { DB_PASSWORD: value } } },
    });
    const secret = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      value: "correct-horse-battery",
    };
    assert.deepEqual(await analyzer.analyze(lambda(secret)), []);
    const [found] = await analyzer.analyze(lambda("correct-horse-battery"));
    assert.match(found!.message, /\[ACC-SEC-01\/named-secret\]/);
  });

  it("say in the results that a value was not known, and nothing to the engine", async () => {
    const analyzer = await serve("encryption");
    assert.deepEqual(await analyzer.analyze(key({ enableKeyRotation: UNKNOWN })), []);
    assert.deepEqual(await analyzer.analyzeStack([key({ enableKeyRotation: UNKNOWN })]), []);
    assert.deepEqual(
      results("encryption").results.find(({ rule }) => rule === "ENC-KMS-01"),
      {
        rule: "ENC-KMS-01",
        urn: urnOf(`${KEY} data`),
        type: KEY,
        outcome: "undetermined",
        property: "enableKeyRotation",
        message: "is not known before the update",
      },
    );
  });

  it("judge the stack by what the program asked for, not by what the provider computes", async () => {
    const analyzer = await serve("encryption");
    const computed = { bucket: "logs", id: UNKNOWN, serverSideEncryptionConfiguration: UNKNOWN };
    await analyzer.analyze({ type: BUCKET, name: "logs", properties: { bucket: "logs" } });
    const said = await analyzer.analyzeStack([{ type: BUCKET, name: "logs", properties: computed }]);
    const violation = said.find(({ policy }) => policy === "ENC-S3-02");
    assert.match(violation!.message, /\[ENC-S3-02\/no-configuration\]/);
    assert.equal(violation!.urn, urnOf(`${BUCKET} logs`));
  });

  it("join siblings by the engine's property dependencies", async () => {
    const analyzer = await serve("encryption");
    const rules = [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: UNKNOWN },
        bucketKeyEnabled: true,
      },
    ];
    const resources: Sent[] = [
      key({ enableKeyRotation: true }),
      { type: BUCKET, name: "logs", properties: { bucket: UNKNOWN } },
      {
        type: ENCRYPTION,
        name: "logs",
        properties: { bucket: UNKNOWN, rules },
        from: { bucket: [`${BUCKET} logs`], rules: [`${KEY} data`] },
      },
    ];
    for (const resource of resources) assert.deepEqual(await analyzer.analyze(resource), []);
    assert.deepEqual(await analyzer.analyzeStack(resources), []);
    const outcomes = new Map(results("encryption").results.map(({ rule, outcome }) => [rule, outcome]));
    assert.deepEqual(
      ["ENC-KMS-01", "ENC-S3-02", "WAIVERS-ENCRYPTION"].map((rule) => outcomes.get(rule)),
      ["pass", "pass", "pass"],
    );
  });

  it("judge by a rule for every type of AWS, whatever the type is, and by no other cloud's", async () => {
    const analyzer = await serve("access");
    await analyzer.configure({ ...othersOff("access"), "RSD-01": EnforcementLevel.MANDATORY });
    const there = (type: string): Sent => ({ type, name: "far", properties: { region: "sa-east-1" } });
    const said: (readonly [string, string])[] = [];
    for (const type of [BUCKET, "aws:sqs/queue:Queue", "kubernetes:core/v1:Namespace"])
      for (const { policy } of await analyzer.analyze(there(type))) said.push([type, policy]);
    assert.deepEqual(said, [
      [BUCKET, "RSD-01"],
      ["aws:sqs/queue:Queue", "RSD-01"],
    ]);
  });

  it("follow the levels that the run gives", async () => {
    const analyzer = await serve("encryption");
    await analyzer.configure({
      ...othersOff("encryption"),
      "ENC-KMS-01": EnforcementLevel.ADVISORY,
      "ENC-S3-02": EnforcementLevel.DISABLED,
    });
    const bucket = { type: BUCKET, name: "logs", properties: { bucket: "logs" } };
    const [advice] = await analyzer.analyze(key({}));
    assert.equal(advice?.level, EnforcementLevel.ADVISORY);
    assert.deepEqual(await analyzer.analyze(bucket), []);
    const said = await analyzer.analyzeStack([key({}), bucket]);
    assert.ok(!said.some(({ policy }) => policy === "ENC-S3-02"));
    assert.deepEqual(
      results("encryption")
        .rules.filter(({ id }) => !(id in othersOff("encryption")))
        .map(({ id, level }) => [id, level]),
      [
        ["ENC-KMS-01", "advisory"],
        ["ENC-S3-02", "disabled"],
        ["WAIVERS-ENCRYPTION", "mandatory"],
      ],
    );
  });

  it("survive whatever a resource holds", async () => {
    const signature = "4dabf18193072939515e22adb298388d";
    const nonsense = [
      null,
      "text",
      [[], [null]],
      { a: { b: {} } },
      { [signature]: "c44067f5952c0a294b673a41bacd8c17" }, // an asset without content
      { [signature]: "0def7320c3a5731c473e5ecbe6d01bc7" }, // an archive without content
      { [signature]: "nobody knows this signature" },
      {
        [signature]: "1b47061264138c4ac30d75fd1eb44270",
        value: { [signature]: "1b47061264138c4ac30d75fd1eb44270", value: null },
      },
    ];
    const types = [KEY, BUCKET, ENCRYPTION, "aws:eks/cluster:Cluster", "kubernetes:core/v1:Namespace", "kubernetes:helm.sh/v3:Release", "who:knows/this:Type"]; // prettier-ignore
    const properties = ["enableKeyRotation", "bucket", "rules", "tags", "vpcConfig", "metadata", "chart", "serverSideEncryptionConfiguration"]; // prettier-ignore
    const resources = types.flatMap((type) =>
      nonsense.map((value, index): Sent => ({
        type,
        name: `n${index}`,
        properties: Object.fromEntries(properties.map((name) => [name, value])),
      })),
    );
    for (const { name } of packs) {
      const analyzer = await serveWhole(name);
      for (const resource of resources) {
        for (const { message } of await analyzer.analyze(resource))
          assert.doesNotMatch(message, /rule-failed|can't run/);
      }
      for (const { message } of await analyzer.analyzeStack(resources))
        assert.doesNotMatch(message, /rule-failed|can't run/);
    }
  }).timeout(20_000); // every pack, every resource, on a busy machine

  it("mend what may be mended at level remediate, and nothing else", async () => {
    const analyzer = await serve("encryption");
    const queue = (properties: Record<string, unknown>): Sent => ({
      type: "aws:sqs/queue:Queue",
      name: "alerts",
      properties,
    });
    assert.deepEqual(await analyzer.remediate(queue({})), [], "nobody asked for it");
    await analyzer.configure({
      "ENC-SQS-01": EnforcementLevel.REMEDIATE,
      "ENC-KMS-01": EnforcementLevel.REMEDIATE,
      "ENC-SNS-01": EnforcementLevel.REMEDIATE,
    });
    const password = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      value: "kept",
    };
    const before = { name: UNKNOWN, tags: { owner: password }, kmsMasterKeyId: "" };
    const after = { ...before, sqsManagedSseEnabled: true };
    assert.deepEqual(await analyzer.remediate(queue(before)), [{ policy: "ENC-SQS-01", properties: after }]);
    assert.deepEqual(await analyzer.remediate(queue(after)), []);
    assert.deepEqual(await analyzer.remediate(queue({ sqsManagedSseEnabled: UNKNOWN })), []);
    assert.deepEqual(await analyzer.remediate({ type: "aws:sns/topic:Topic", name: "t" }), []);
    assert.deepEqual(await analyzer.remediate(key({ rotationPeriodInDays: 2560 })), [
      { policy: "ENC-KMS-01", properties: { enableKeyRotation: true, rotationPeriodInDays: 365 } },
    ]);
    const levels = (await analyzer.analyze(queue({}))).map(({ policy, level }) => [policy, level]);
    assert.deepEqual(levels[0], ["ENC-SQS-01", EnforcementLevel.MANDATORY], "what was not mended is refused");
  });

  it("leave to a waiver what it covers, also where it could be mended", async () => {
    writeWaivers(waiver({}));
    const analyzer = await serve("encryption");
    await analyzer.configure({ "ENC-KMS-01": EnforcementLevel.REMEDIATE });
    assert.deepEqual(await analyzer.remediate(key({})), []);
    const [mended] = await analyzer.remediate(key({}, "other"));
    assert.deepEqual(mended?.properties, { enableKeyRotation: true });
  });

  const release: Sent = {
    type: "kubernetes:helm.sh/v3:Release",
    name: "app",
    properties: {
      chart: "grafana",
      version: "12.11.1",
      repositoryOpts: { repo: "https://grafana-community.github.io/helm-charts" },
      atomic: true,
      namespace: "apps",
      values: { replicas: 1 },
    },
  };
  const renderRelease = (): void => {
    const folder = path.join(root, ".charts", "us-east-1", "app");
    mkdirSync(folder, { recursive: true });
    const { chart, version, values } = release.properties ?? {};
    writeFileSync(path.join(folder, "release.yaml"), stringify({ chart, version, values }));
    const spec = { containers: [{ name: "main", securityContext: { privileged: true } }] };
    const deployment = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "app" },
      spec: { replicas: 1, template: { spec } },
    };
    writeFileSync(path.join(folder, "manifests.yaml"), stringify(deployment));
  };

  it("judge what a release installs, on its own and in the stack, and report it under the release", async () => {
    renderRelease();
    const analyzer = await serve("workloads");
    const said = [...(await analyzer.analyze(release)), ...(await analyzer.analyzeStack([release]))];
    assert.deepEqual(new Set(said.map(({ urn }) => urn)), new Set([urnOf(`${release.type} app`)]));
    for (const finding of ["K8S-POD-01/privileged", "K8S-RES-03/single-replica"]) {
      const text = `[${finding}] Deployment apps/app of release 'app': `;
      assert.ok(
        said.some(({ message }) => message.includes(text)),
        finding,
      );
    }
    const { results: found, coverage } = results("workloads");
    const inside = `urn:pulumi:us-east-1::pharos::${release.type}$kubernetes:apps/v1:Deployment::app!apps/app`;
    const outcomesOf = (rule: string, urn: string) =>
      found.filter((result) => result.rule === rule && result.urn === urn).map(({ outcome }) => outcome);
    assert.deepEqual(outcomesOf("K8S-POD-01", inside), ["violation"]);
    assert.deepEqual(outcomesOf("K8S-RES-03", inside), ["violation"]);
    assert.deepEqual(outcomesOf("K8S-HELM-01", urnOf(`${release.type} app`)), ["pass"]);
    assert.equal(coverage.resources, 1);
  });

  for (const [where, env, outcome] of [
    ["with a cloud, as a violation", {}, "violation"],
    ["in the sandbox, as undetermined", { PULUMI_DEBUG_PROVIDERS: "aws:1,kubernetes:1" }, "undetermined"],
  ] as const) {
    it(`say that nobody rendered a release: ${where}`, async () => {
      const analyzer = await serve("workloads", { env });
      const said = await analyzer.analyze(release);
      assert.deepEqual(
        said.map(({ policy, level }) => [policy, level]),
        outcome === "violation" ? [["K8S-HELM-01", EnforcementLevel.MANDATORY]] : [],
      );
      await analyzer.analyzeStack([release]);
      const found = results("workloads").results.filter(({ rule }) => rule === "K8S-HELM-01");
      assert.deepEqual(
        found.map((result) => result.outcome),
        [outcome],
      );
    });
  }

  it("let a valid waiver cover its finding", async () => {
    writeWaivers(waiver({}));
    const analyzer = await serve("encryption");
    assert.deepEqual(await analyzer.analyze(key({})), []);
    assert.deepEqual(await analyzer.analyzeStack([key({})]), []);
    const { results: found, coverage } = results("encryption");
    assert.deepEqual(
      [found[0]?.outcome, found[0]?.waiver, found[0]?.reason],
      ["waived", "W-0001", "rotation-off"],
    );
    assert.deepEqual([coverage.waived, coverage.violations], [1, 0]);
  });

  it("report an expired waiver and the violation that it no longer covers", async () => {
    writeWaivers(waiver({ approvedOn: day(-90), expires: day(-1) }));
    const analyzer = await serve("encryption");
    assert.equal((await analyzer.analyze(key({})))[0]?.message, ROTATION_OFF);
    const [fault] = await analyzer.analyzeStack([key({})]);
    assert.equal(fault?.policy, "WAIVERS-ENCRYPTION");
    assert.equal(
      fault?.message,
      "Waivers of encryption rules are well-formed, approved by somebody else than their author, and not expired.\n" +
        `[WAIVERS-ENCRYPTION/expired] waiver W-0001: it expired on ${day(-1)} (today is ${day(0)}). ` +
        "To mend it: comply with ENC-KMS-01, or have the waiver approved anew and for at most 180 days.",
    );
    assert.equal(fault?.urn, urnOf("pulumi:pulumi:Stack pharos-us-east-1"));
  });

  it("report a fault of the waiver file once, in the pack that it concerns", async () => {
    writeWaivers(
      waiver({ policy: "ACC-EKS-01", ticket: 7 }),
      waiver({ policy: "NO-SUCH-01", id: "W-0002", owner: 7 }),
    );
    const said: [string, string[]][] = [];
    for (const { name } of packs) {
      const faults = await (await serve(name)).analyzeStack([]);
      said.push([name, faults.map(({ message }) => /waiver W-\d+/.exec(message)?.[0] ?? message)]);
    }
    assert.deepEqual(said, [
      ["encryption", ["waiver W-0002"]],
      ["retention", []],
      ["access", ["waiver W-0001"]],
      ["workloads", []],
    ]);
  });

  it("warn of a waiver that covers nothing, also where there is no such rule", async () => {
    writeWaivers(
      waiver({}),
      waiver({ id: "W-0002", policy: "NO-SUCH-01" }),
      waiver({ id: "W-0003", policy: "ACC-EKS-01" }),
    );
    await (await serve("encryption")).analyzeStack([]);
    assert.deepEqual(
      results("encryption").warnings,
      [
        ["W-0001", "ENC-KMS-01"],
        ["W-0002", "NO-SUCH-01"],
      ].map(
        ([id, rule]) =>
          `waiver ${id} covers nothing: no violation ${rule}/rotation-off at ${urnOf(`${KEY} data`)}; take it out of waivers.yaml`,
      ),
    );
  });

  it("report a waiver file that is not YAML", async () => {
    writeFileSync(path.join(root, "policies", "waivers.yaml"), "version: 1\nwaivers: [");
    const [fault] = await (await serve("encryption")).analyzeStack([]);
    assert.match(
      fault?.message ?? "",
      /\[WAIVERS-ENCRYPTION\/malformed\] waiver the file: it cannot be read: /,
    );
  });

  it("hand results over in a file that only the user can read, whole or not at all", async () => {
    const analyzer = await serve("encryption");
    await analyzer.analyze(key({}));
    await analyzer.analyzeStack([key({})]);
    assert.deepEqual(readdirSync(resultsFolder()), ["encryption.json"]);
    assert.equal(statSync(path.join(resultsFolder(), "encryption.json")).mode & 0o777, 0o600);
    assert.equal(results("encryption").complete, true);
    assert.deepEqual(analyzer.lines, []);
  });

  it("hand over what they have found when the run never ends", async () => {
    const analyzer = await serve("encryption");
    await analyzer.analyze(key({}));
    await until(
      () => readdirSync(root).includes("results") && readdirSync(resultsFolder()).includes("encryption.json"),
    );
    const { complete, coverage } = results("encryption");
    assert.deepEqual([complete, coverage.violations], [false, 1]);
  });

  it("count once what a preview and then its update judge, and keep what the update did not get to", async () => {
    const preview = await serve("encryption");
    for (const name of ["a", "b"]) await preview.analyze(key({ enableKeyRotation: UNKNOWN }, name));
    await preview.analyzeStack([key({}, "a"), key({}, "b")]);
    const update = await serve("encryption");
    await update.analyze(key({ enableKeyRotation: true }, "a"));
    await until(() => !results("encryption").complete);
    const { results: found, coverage } = results("encryption");
    assert.deepEqual(
      found.filter(({ rule }) => rule === "ENC-KMS-01").map(({ urn, outcome }) => [urn, outcome]),
      [
        [urnOf(`${KEY} a`), "pass"],
        [urnOf(`${KEY} b`), "undetermined"],
      ],
    );
    assert.equal(coverage.undetermined, 1);
  });

  it("say one line where nobody collects results", async () => {
    const analyzer = await serve("encryption", { collect: false });
    await analyzer.analyze(key({}));
    await analyzer.analyzeStack([key({}), { type: "who:knows/this:Type", name: "t" }]);
    await until(() => analyzer.lines.length > 0);
    assert.deepEqual(analyzer.lines, ["pharos encryption: 2 evaluated, 1 violation, 0 undetermined"]);
  });

  it("are the same as a folder, started by Pulumi's own runner", async () => {
    const analyzer = await start(process.execPath, [runner, "127.0.0.1:1", "."], {
      cwd: packFile("encryption"),
    });
    await analyzer.configure(othersOff("encryption"));
    assert.equal((await analyzer.info()).getName(), "pharos-encryption");
    assert.equal((await analyzer.analyze(key({})))[0]?.message, ROTATION_OFF);
    await analyzer.analyzeStack([key({})]);
    assert.equal(results("encryption").coverage.violations, 1);
  }).timeout(60_000);

  it("start through symbolic links, from any folder", async () => {
    mkdirSync(path.join(root, "else where"));
    symlinkSync(packFile("access", "run"), path.join(root, "else where", "absolute"));
    symlinkSync("absolute", path.join(root, "else where", "relative"));
    const analyzer = await start(path.join(root, "else where", "relative"), ["127.0.0.1:1"], {
      cwd: os.tmpdir(),
    });
    assert.equal((await analyzer.info()).getName(), "pharos-access");
  });

  it("ask for a build where there is none", () => {
    const { status, stderr } = spawnSync(packFile("access", "run"), ["127.0.0.1:1"], {
      encoding: "utf8",
      env: { ...process.env, PHAROS_DIST: "missing" },
    });
    const entry = `${packFile("access")}/../../../missing/policies/packs/access/index.js`.replace(
      "access//",
      "access/",
    );
    assert.deepEqual([status, stderr], [1, `pharos: ${entry} is missing; build it first: npm run build\n`]);
  });

  it("have the same executable, and versions that agree", () => {
    const read = (pack: string, file: string) => readFileSync(packFile(pack, file), "utf8");
    for (const name of folders) {
      assert.equal(read(name, "run"), read("encryption", "run"));
      assert.equal((JSON.parse(read(name, "package.json")) as { version: string }).version, "0.1.0");
      assert.ok(read(name, "PulumiPolicy.yaml").includes("version: 0.1.0\n"), name);
    }
    for (const { name, description } of packs) {
      assert.ok(read(name, "PulumiPolicy.yaml").includes(`description: ${description}\n`), name);
    }
  });
});

/** A day from today on, `YYYY-MM-DD`, UTC. */
function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

/** Waits until something holds; the test's own timeout ends it. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}
