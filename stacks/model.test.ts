import * as assert from "node:assert/strict";
import { countByType, isMarker, registered, SECRET, summarize, UNKNOWN } from "./model";
import { StackBuilder, stackRun } from "./report/testing/builder";
import { exampleRun, exampleTopology } from "./report/testing/run";

describe("the model of a run", () => {
  it("is summarized in exactly the public shape", () => {
    const builder = new StackBuilder("us-east-1");
    const component = builder.component("pharos:storage:ReplicatedBucket", "records");
    builder.add("aws:s3/bucket:Bucket", "records-source", component);
    builder.add("aws:s3/bucket:Bucket", "records-old", component, { operation: "delete" });
    builder.add("aws:kms/key:Key", "key", component, { inputs: { deletionWindowInDays: 7 } });
    const run = {
      kind: "preview" as const,
      stacks: [
        stackRun(builder, {
          role: "hub",
          jurisdiction: "US",
          seconds: 4.25,
          policies: {
            rules: [
              {
                id: "ENC-S3-02",
                title: "",
                pack: "encryption",
                severity: "high",
                level: "mandatory",
                controls: {},
                remediation: "",
                evaluated: 5,
                violations: 1,
                undetermined: 2,
                waived: 1,
                notApplicable: 3,
              },
            ],
            findings: [],
            uncoveredTypes: [],
          },
        }),
      ],
      seconds: 5.5,
      startedAt: "2026-03-02T09:41:07.120Z",
      mode: "sandbox" as const,
      topology: exampleTopology,
    };
    assert.deepEqual(summarize(run), {
      stacks: [
        {
          stack: "us-east-1",
          role: "hub",
          resources: 4,
          byType: {
            "aws:kms/key:Key": 1,
            "aws:s3/bucket:Bucket": 1,
            "pharos:storage:ReplicatedBucket": 1,
            "pulumi:providers:aws": 1,
          },
          seconds: 4.25,
          policies: { evaluated: 5, violations: 1, undetermined: 2, waived: 1, notApplicable: 3 },
          cannotBeUndone: [
            {
              urn: "urn:pulumi:us-east-1::pharos::pharos:storage:ReplicatedBucket$aws:kms/key:Key::key",
              name: "key",
              what: "nobody can destroy the key",
              until: "7 days after its deletion is asked for",
              why: "deletionWindowInDays: 7",
              already: false,
            },
          ],
        },
      ],
      seconds: 5.5,
    });
  });

  it("says what stays after a destroy, and only then", () => {
    const stays = [{ urn: "u", type: "aws:kms/key:Key", name: "key", why: "kept" }];
    const run = exampleRun();
    const [first] = run.stacks;
    assert.ok(first);
    const { stacks } = summarize({ ...run, stacks: [{ ...first, stays }, first] });
    assert.deepEqual(stacks[0]?.stays, stays);
    assert.ok(stacks[1] && !("stays" in stacks[1]));
  });

  it("sorts types by their names, whatever the order of registration", () => {
    const builder = new StackBuilder("us-east-1");
    builder.add("kubernetes:core/v1:Namespace", "metrics");
    builder.add("aws:ec2/vpc:Vpc", "vpc");
    assert.deepEqual(Object.keys(countByType(builder.resources)), [
      "aws:ec2/vpc:Vpc",
      "kubernetes:core/v1:Namespace",
      "pulumi:providers:aws",
      "pulumi:pulumi:Stack",
    ]);
  });

  it("agrees with itself: every resource has one type", () => {
    for (const [index, { resources, byType }] of summarize(exampleRun()).stacks.entries()) {
      assert.equal(
        Object.values(byType).reduce((sum, count) => sum + count, 0),
        resources,
        `stack ${index}`,
      );
    }
  });

  it("knows its markers again after a journey through JSON, and takes nothing else for one", () => {
    assert.ok(isMarker(JSON.parse(JSON.stringify(UNKNOWN))));
    assert.ok(isMarker(SECRET));
    for (const other of [undefined, null, "", "unknown", 0, {}, []]) assert.equal(isMarker(other), false);
  });

  it("leaves out the stack itself", () => {
    const { resources } = new StackBuilder("us-east-1");
    assert.deepEqual(
      registered(
        stackRun({ resources, region: "us-east-1" } as StackBuilder, { role: "hub", jurisdiction: "US" }),
      ).map(({ name }) => name),
      ["aws"],
    );
  });
});
