import * as assert from "node:assert/strict";
import { cloudGuardsOf, guardsOf, leftBehindBy, type Guard, type Guarded } from "./guards";
import { UNKNOWN } from "./model";

const resource = (type: string, more: Partial<Guarded> = {}): Guarded => ({
  type,
  inputs: {},
  protect: false,
  retainOnDelete: false,
  ...more,
});

describe("what guards a resource from deletion", () => {
  const cases: [title: string, resource: Guarded, guards: Guard[]][] = [
    [
      "the program's own protection, on any type",
      resource("random:index/randomId:RandomId", { protect: true, retainOnDelete: true }),
      [
        { what: "Pulumi refuses to delete or replace it", why: "protect: true" },
        { what: "Pulumi forgets it instead of deleting it", why: "retainOnDelete: true" },
      ],
    ],
    [
      "a provider that forgets instead of deleting",
      resource("aws:cloudwatch/logGroup:LogGroup", { inputs: { skipDestroy: true } }),
      [{ what: "Pulumi forgets it instead of deleting it", why: "skipDestroy: true" }],
    ],
    [
      "a switch of AWS",
      resource("aws:eks/cluster:Cluster", { inputs: { deletionProtection: true } }),
      [{ what: "AWS refuses to delete it", why: "deletionProtection: true" }],
    ],
    [
      "a switch whose value is a word",
      resource("aws:cognito/userPool:UserPool", { inputs: { deletionProtection: "ACTIVE" } }),
      [{ what: "AWS refuses to delete it", why: "deletionProtection: ACTIVE" }],
    ],
    [
      "a switch that AWS turns on by itself",
      resource("aws:cloudtrail/eventDataStore:EventDataStore"),
      [{ what: "AWS refuses to delete it", why: "terminationProtectionEnabled: true (AWS's default)" }],
    ],
    [
      "all of them together",
      resource("aws:lb/loadBalancer:LoadBalancer", {
        protect: true,
        inputs: { enableDeletionProtection: true },
      }),
      [
        { what: "Pulumi refuses to delete or replace it", why: "protect: true" },
        { what: "AWS refuses to delete it", why: "enableDeletionProtection: true" },
      ],
    ],
    [
      "a default that is turned off",
      resource("aws:cloudtrail/eventDataStore:EventDataStore", {
        inputs: { terminationProtectionEnabled: false },
      }),
      [],
    ],
    [
      "a switch that is off",
      resource("aws:rds/instance:Instance", { inputs: { deletionProtection: false } }),
      [],
    ],
    [
      "a word that turns off",
      resource("aws:cognito/userPool:UserPool", { inputs: { deletionProtection: "INACTIVE" } }),
      [],
    ],
    [
      "a switch that is not known yet",
      resource("aws:rds/instance:Instance", { inputs: { deletionProtection: UNKNOWN } }),
      [],
    ],
    [
      "the same word at another provider",
      resource("pagerduty:index/service:Service", { inputs: { deletionProtection: true } }),
      [],
    ],
    ["an ordinary resource", resource("aws:ec2/vpc:Vpc"), []],
  ];
  for (const [title, given, guards] of cases) {
    it(`${guards.length === 0 ? "is not" : "is"} ${title}`, () => assert.deepEqual(guardsOf(given), guards));
  }

  it("knows every switch of AWS by its name", () => {
    for (const property of [
      "deletionProtection",
      "deletionProtectionEnabled",
      "enableDeletionProtection",
      "deleteProtection",
      "terminationProtection",
      "terminationProtectionEnabled",
      "disableApiTermination",
    ]) {
      assert.deepEqual(cloudGuardsOf({ type: "aws:x/y:Y", inputs: { [property]: true } }), [
        { what: "AWS refuses to delete it", why: `${property}: true` },
      ]);
    }
  });

  it("tells what leaves a resource in the cloud from what refuses", () => {
    assert.equal(leftBehindBy(resource("aws:ec2/vpc:Vpc", { retainOnDelete: true })), "retainOnDelete: true");
    assert.equal(
      leftBehindBy(resource("aws:lambda/function:Function", { inputs: { skipDestroy: true } })),
      "skipDestroy: true",
    );
    assert.equal(leftBehindBy(resource("aws:ec2/vpc:Vpc", { protect: true })), undefined);
  });
});
