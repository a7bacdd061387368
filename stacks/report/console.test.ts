import * as assert from "node:assert/strict";
import type { Diagnostic, Finding, Irreversible, Run, StackRun, Survivor } from "../model";
import { renderSummary } from "./console";
import { StackBuilder, policyOutcome, stackRun } from "./testing/builder";
import { exampleRun, exampleTopology } from "./testing/run";

const run = (stacks: Run["stacks"], kind: Run["kind"] = "preview"): Run => ({
  kind,
  stacks,
  seconds: 7.04,
  startedAt: "2026-03-02T09:41:07.120Z",
  mode: "sandbox",
  topology: exampleTopology,
});

const withoutColour = (text: string): string => text.replace(/\u001b\[\d+m/g, "");

describe("the summary for a terminal", () => {
  it("tells of each stack what went wrong, what it is, what happens, how the rules ended, what cannot be undone", () => {
    const example = exampleRun();
    const text = renderSummary({ ...example, stacks: example.stacks.slice(1) }, { color: false, width: 80 });
    assert.equal(
      text,
      `us-west-2 · spoke · US                                                    12.8 s
  contains          7 components, 39 resources: 1 EKS cluster, 1 Helm release,
                    4 namespaces, 1 Grafana dashboard, 2 S3 buckets, 1 KMS key,
                    6 subnets, 23 more of 17 kinds
  changes           45 to create, 1 to read
  rules             10 evaluated, 0 violated, 1 undetermined, 0 waived
  undetermined      kmsMasterKeyId of 1 S3 bucket server side encryption
                    configuration
  not judged        2 resource types without a rule
  hub outputs       1 not known before the hub exists:
                    receive.endpointServiceName
  cannot be undone  3
    - nobody can destroy the key until 30 days after its deletion is asked for:
      us-west-2-key
    - nobody can delete or overwrite an object until 6 years after each object
      is written: us-west-2-records-replica-lock, us-west-2-records-source-lock

eu-west-1 · spoke · EU                                                    13.1 s
  ! WRK-PSS-01 Namespaces enforce a Pod Security Standard (advisory)
    eu-west-1-security (namespace), components/cluster/namespaces.ts:30,
    metadata.labels
    Namespace "security" enforces no Pod Security Standard: the label
    pod-security.kubernetes.io/enforce is absent.
    fix: Set the label pod-security.kubernetes.io/enforce to "privileged", which
         Falco needs, and say so in the namespace table.
  contains          7 components, 39 resources: 1 EKS cluster, 1 Helm release,
                    4 namespaces, 1 Grafana dashboard, 2 S3 buckets, 1 KMS key,
                    6 subnets, 23 more of 17 kinds
  changes           45 to create, 1 to read
  rules             12 evaluated, 1 violated, 1 undetermined, 1 waived
  undetermined      kmsMasterKeyId of 1 S3 bucket server side encryption
                    configuration
  not judged        2 resource types without a rule
  hub outputs       1 not known before the hub exists:
                    receive.endpointServiceName
  cannot be undone  3
    - nobody can destroy the key until 30 days after its deletion is asked for:
      eu-west-1-key
    - nobody can delete or overwrite an object until 6 years after each object
      is written: eu-west-1-records-replica-lock, eu-west-1-records-source-lock

preview: 2 stacks, 14 components, 78 resources                            41.3 s
  rules             22 evaluated, 1 violated, 2 undetermined, 1 waived
  not judged        2 resource types without a rule
  cannot be undone  6`,
    );
  });

  it("is never wider than the terminal, and the same with colours", () => {
    for (const width of [40, 60, 72, 80, 100]) {
      const text = renderSummary(exampleRun(), { color: false, width });
      for (const line of text.split("\n"))
        assert.ok(line.length <= width, `${line.length} > ${width}: ${line}`);
      assert.equal(withoutColour(renderSummary(exampleRun(), { color: true, width })), text);
    }
  });

  it("has no colours where none are wanted, and no spaces at the ends of lines", () => {
    const text = renderSummary(exampleRun(), { color: false });
    assert.ok(!text.includes("\u001b"));
    assert.doesNotMatch(text, / $/m);
    assert.notEqual(renderSummary(exampleRun(), { color: true }), text);
  });

  const facts = { pack: "p", severity: "high", controls: {} };
  const mandatory = {
    ...facts,
    id: "M-1",
    title: "Second",
    level: "mandatory",
    remediation: "Mend M.",
    satisfied: 0,
  };
  const advisory = {
    ...facts,
    id: "A-1",
    title: "First",
    level: "advisory",
    remediation: "Mend A.",
    satisfied: 1,
  };
  const hub = (builder: StackBuilder, more: Partial<StackRun> = {}): StackRun =>
    stackRun(builder, { role: "hub", jurisdiction: "US", seconds: 2, ...more });
  const told = (stack: StackRun, kind: Run["kind"] = "preview", more: Partial<Run> = {}): string =>
    renderSummary({ ...run([stack], kind), ...more }, { color: false, width: 80 });

  it("tells of a violation the rule, the resource, the line, what is wrong, what to change; the mandatory first", () => {
    const builder = new StackBuilder("us-east-1");
    const bucket = builder.add("aws:s3/bucket:Bucket", "records");
    const other = builder.add("aws:s3/bucket:Bucket", "copies");
    const lock = builder.add(
      "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
      "lock",
      builder.root,
      {
        source: { file: "components/lock.ts", line: 12, column: 5 },
      },
    );
    const violated = (rule: string, more: Partial<Finding>): Finding => ({
      rule,
      state: "violated",
      message: `${rule} is not kept.`,
      ...more,
    });
    const source = { file: "infra/region.ts", line: 7, column: 3 };
    const stack = hub(builder, {
      outcome: "refused",
      diagnostics: [
        { severity: "error", message: "code: 255" },
        { severity: "warning", message: "not told here" },
      ],
      policies: policyOutcome(
        [advisory, mandatory],
        [
          violated("A-1", { urn: bucket, related: bucket }),
          violated("A-1", { message: "Another thing." }),
          violated("M-1", { urn: bucket, source, property: "rule.mode", fix: "Do this.", related: lock }),
          violated("M-1", {
            urn: other,
            source: { ...source, line: 8 },
            property: "rule.mode",
            fix: "Do this.",
          }),
        ],
      ),
    });
    assert.equal(
      told(stack),
      `us-east-1 · hub · US · refused                                             2.0 s
  ✗ M-1 Second (mandatory)
    copies (S3 bucket), infra/region.ts:8, rule.mode
    records (S3 bucket), infra/region.ts:7, rule.mode
    to be changed: lock, components/lock.ts:12
    M-1 is not kept.
    fix: Do this.
  ! A-1 First (advisory)
    records (S3 bucket)
    A-1 is not kept.
    fix: Mend A.
  ! A-1 First (advisory)
    the stack
    Another thing.
    fix: Mend A.
  contains          4 resources: 2 S3 buckets, 1 AWS provider, 1 S3 bucket
                    object lock configuration
  changes           4 to create
  rules             5 evaluated, 4 violated, 0 undetermined, 0 waived

preview: 1 stack, 4 resources                                              7.0 s
  rules             5 evaluated, 4 violated, 0 undetermined, 0 waived`,
    );
  });

  it("begins a failed stack with its errors, each once, with line and fix", () => {
    const builder = new StackBuilder("us-east-1");
    const cluster = builder.add("aws:eks/cluster:Cluster", "eks", builder.root, {
      source: { file: "components/cluster.ts", line: 40, column: 1 },
    });
    const role = builder.add("aws:iam/role:Role", "role");
    const error = (message: string, urn?: string): Diagnostic => ({
      severity: "error",
      message,
      ...(urn !== undefined && { urn }),
    });
    const stack = hub(builder, {
      outcome: "failed",
      operations: { create: 2, same: 4 },
      diagnostics: [
        error("limit\u001b[31m exceeded\u0007", cluster),
        error("no such role", role),
        error("code: 255"),
        error("the build is stale\n  fix: npm run build"),
        error("the build is stale\n  fix: npm run build"),
        error("could not create aws:eks/cluster:Cluster eks: limit exceeded", cluster),
        { severity: "warning", message: "not told here" },
      ],
      policies: { ...policyOutcome([advisory]), complete: false, warnings: ["a pack said nothing"] },
    });
    assert.equal(
      told(stack, "up"),
      `us-east-1 · hub · US · failed                                              2.0 s
  ✗ role: no such role
  ✗ the build is stale
    fix: npm run build
  ✗ could not create aws:eks/cluster:Cluster eks: limit exceeded
    components/cluster.ts:40
  changes           1 created, 4 unchanged
  rules             1 evaluated, 0 violated, 0 undetermined, 0 waived
                    the stack was not judged to the end
                    warning: a pack said nothing

up: 1 stack, 3 resources                                                   7.0 s
  rules             1 evaluated, 0 violated, 0 undetermined, 0 waived`,
    );
  });

  it("says only what went wrong where nothing was begun, and what was not begun because of it", () => {
    const failed: StackRun = {
      ...hub(new StackBuilder("us-east-1")),
      resources: [],
      operations: {},
      outcome: "failed",
      diagnostics: [{ severity: "error", message: "code: 255" }],
    };
    assert.equal(
      told(failed, "up", { notBegun: ["eu-west-1", "us-west-2"] }),
      `us-east-1 · hub · US · failed                                              2.0 s
  ✗ code: 255

up: 1 stack                                                                7.0 s
  not begun         eu-west-1, us-west-2, because of us-east-1`,
    );
  });

  it("uses the words of what was done: to create, created, deleted, no changes", () => {
    const changes = (
      operation: string,
      kind: Run["kind"],
      more: Partial<StackRun> = {},
    ): string | undefined => {
      const builder = new StackBuilder("us-east-1", operation);
      builder.add("aws:ec2/vpc:Vpc", "vpc");
      builder.add("pulumi:pulumi:StackReference", "hub", builder.root, { operation: "read" });
      return /  changes +(.*)/.exec(told(hub(builder, more), kind))?.[1];
    };
    assert.equal(changes("create", "preview"), "2 to create, 1 to read");
    assert.equal(changes("create", "up"), "2 created, 1 read");
    assert.equal(changes("update", "preview"), "2 to update, 1 to read");
    assert.equal(changes("replace", "up"), "2 replaced, 1 read");
    assert.equal(changes("import", "up"), "2 imported, 1 read");
    assert.equal(changes("delete", "destroy"), "2 deleted");
    assert.equal(changes("same", "preview"), "no changes, 2 unchanged");
    assert.equal(changes("same", "up"), "no changes, 2 unchanged");
    assert.equal(changes("same", "destroy"), "nothing deleted");
    assert.equal(changes("read", "up"), "no changes");
    assert.equal(changes("discard", "destroy"), "nothing deleted");
    assert.equal(changes("unheard-of", "up"), "1 read, 2 unheard-of");
    // An update that failed has announced more than it has done.
    const failed = { outcome: "failed" as const, operations: { create: 2, read: 1 } };
    assert.equal(changes("create", "up", failed), "1 created, 1 read");
    assert.equal(changes("create", "preview", failed), "2 to create, 1 to read");
  });

  it("is short where nothing changes", () => {
    const same = new StackBuilder("us-east-1", "same");
    same.component("pharos:network:Network", "network");
    same.add("aws:kms/key:Key", "key");
    assert.equal(
      told(hub(same, { policies: policyOutcome([mandatory]) })),
      `us-east-1 · hub · US                                                       2.0 s
  contains          1 component, 2 resources: 1 KMS key, 1 AWS provider
  changes           no changes, 3 unchanged
  rules             0 evaluated, 0 violated, 0 undetermined, 0 waived
  cannot be undone  1, already so

preview: 1 stack, 1 component, 2 resources                                 7.0 s
  rules             0 evaluated, 0 violated, 0 undetermined, 0 waived
  never judged      M-1
  cannot be undone  1, already so`,
    );
  });

  it("tells what is bound anew by name, and counts what was so before", () => {
    const builder = new StackBuilder("us-east-1");
    const item = (name: string, more: Partial<Irreversible> = {}): Irreversible => ({
      urn: name,
      name,
      what: "nobody can destroy the key",
      until: "30 days after its deletion is asked for",
      why: "",
      already: false,
      ...more,
    });
    const cannotBeUndone = [
      item("old", { already: true }),
      item("d"),
      item("b"),
      item("c"),
      item("a"),
      item("table", { what: "every item of the table is lost", until: "for ever" }),
    ];
    const rows = told(hub(builder, { cannotBeUndone })).split("\n");
    const at = rows.findIndex((row) => row.startsWith("  cannot be undone"));
    assert.deepEqual(rows.slice(at, at + 5), [
      "  cannot be undone  5 new, 1 already so",
      "    - nobody can destroy the key until 30 days after its deletion is asked for:",
      "      a, b, c, 1 more",
      "    - every item of the table is lost, for ever: table",
      "",
    ]);
    assert.equal(rows.at(-1), "  cannot be undone  5 new, 1 already so");
  });

  it("says what a destroy has deleted and lost, what stays, and why", () => {
    const gone = new StackBuilder("us-east-1", "delete");
    gone.add("aws:dynamodb/table:Table", "table");
    gone.add("aws:kms/key:Key", "kept", gone.root, { operation: "same" });
    const survivor = (name: string, why: string, partOf?: string): Survivor => ({
      urn: name,
      type: "aws:s3/bucket:Bucket",
      name,
      why,
      ...(partOf !== undefined && { partOf }),
    });
    const stays = [
      survivor("records", "locked until later"),
      survivor("records-policy", "belongs to records, which stays", "records"),
      survivor("records-lock", "belongs to records, which stays", "records"),
      survivor("key-b", "kept by protect: true, until that is taken off"),
      survivor("key-a", "kept by protect: true, until that is taken off"),
      survivor("alias", "belongs to key-a, which stays", "key-a"),
      survivor("role", "needed by records, which stays"),
    ];
    assert.equal(
      told(hub(gone, { stays }), "destroy"),
      `us-east-1 · hub · US                                                       2.0 s
  changes           2 deleted
  cannot be undone  1
    - every item of the table is lost, for ever: table
  stays             7
    - records, with 2 settings: locked until later
    - role: needed by records, which stays
    - key-a, key-b, with 1 setting: kept by protect: true, until that is taken
      off

destroy: 1 stack                                                           7.0 s
  cannot be undone  1
  stays             7`,
    );
    assert.equal(
      told(hub(new StackBuilder("us-east-1", "delete"), { stays: [] }), "destroy"),
      `us-east-1 · hub · US                                                       2.0 s
  changes           1 deleted
  stays             nothing

destroy: 1 stack                                                           7.0 s`,
    );
  });

  it("says so where no rule was applied", () => {
    const rows = told(hub(new StackBuilder("us-east-1"))).split("\n");
    assert.ok(rows.includes("  rules             none was applied"));
  });

  it("names what could not be judged on one line, by property and kind", () => {
    const builder = new StackBuilder("us-east-1");
    const urns = ["a", "b", "c"].map((name) => builder.add("aws:s3/bucket:Bucket", name));
    const release = builder.add("kubernetes:helm.sh/v3:Release", "chart");
    const open = (urn: string | undefined, property?: string): Finding => ({
      rule: "A-1",
      state: "undetermined",
      message: "not known",
      ...(urn !== undefined && { urn }),
      ...(property !== undefined && { property }),
    });
    const rows = told(
      hub(builder, {
        policies: policyOutcome(
          [advisory],
          [
            open(release, "values"),
            open(urns[0], "rules[0].byDefault.kmsMasterKeyId"),
            open(urns[1], "rules[1].byDefault.kmsMasterKeyId"),
            open(urns[1], "rules[2].byDefault.kmsMasterKeyId"),
            open(urns[2], 'metadata.labels["a.example.com/b"]'),
            open(urns[2], "rules[0]"),
            open(undefined),
          ],
        ),
      }),
    ).split("\n");
    const at = rows.findIndex((row) => row.startsWith("  undetermined"));
    assert.deepEqual(rows.slice(at, at + 3), [
      "  undetermined      kmsMasterKeyId of 2 S3 buckets, 1 stack, a.example.com/b of",
      "                    1 S3 bucket, rules of 1 S3 bucket, 1 more",
      "",
    ]);
  });

  it("counts what it leaves out", () => {
    const builder = new StackBuilder("us-east-1");
    const violation = (message: string, urn?: string): Finding => ({
      rule: "A-1",
      state: "violated",
      message,
      ...(urn !== undefined && { urn }),
    });
    const urns = Array.from({ length: 8 }, (_, index) =>
      builder.add("aws:s3/bucket:Bucket", `bucket-${index}`),
    );
    const messages = Array.from({ length: 10 }, (_, index) => `no ${index}`);
    const stack = hub(builder, {
      policies: policyOutcome(
        [advisory],
        [...urns.map((urn) => violation("the same", urn)), ...messages.map((message) => violation(message))],
      ),
      diagnostics: Array.from({ length: 7 }, (_, index) => ({
        severity: "error",
        message: `broken ${index}`,
      })),
    });
    const lines = told(stack).split("\n");
    assert.ok(lines.includes("    bucket-5 (S3 bucket)"));
    assert.ok(!lines.includes("    bucket-6 (S3 bucket)"));
    assert.ok(lines.includes("    and 2 more resources, in the report"));
    assert.ok(lines.includes("    and 3 more violations, in the report"));
    assert.ok(lines.includes("    and 2 more errors"));
  });
});
