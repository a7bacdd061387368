import assert from "node:assert/strict";
import { Namespace } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import type { IdentityStatement } from "../encryption/policy-document";
import { record, type Recording } from "../testing/record";
import { WorkloadRole } from "./workload-role";

const reading: IdentityStatement = {
  sid: "Read",
  actions: ["s3:GetObject"],
  resources: ["arn:aws:s3:::blocks/*"],
};
const make = (statements: pulumi.Input<readonly IdentityStatement[]> = [reading]): Promise<Recording> =>
  record(
    () =>
      void new WorkloadRole("reader", {
        scope: { organization: "acme", environment: "staging", region: "us-east-1" },
        account: "111122223333",
        purpose: "reader",
        identity: { namespace: "monitoring", serviceAccount: "thanos", purpose: "reads blocks" },
        statements,
        clusterName: "platform",
        cluster: new Namespace("cluster", {}),
      }),
  );

describe("WorkloadRole", () => {
  it("can be taken by one service account of one cluster, through Pod Identity", async () => {
    const { inputs } = (await make()).get("aws:iam/role:Role", "reader-role");
    assert.equal(inputs["name"], "acme-staging-us-east-1-pod-reader");
    assert.equal(inputs["description"], "monitoring/thanos: reads blocks");
    assert.deepEqual(JSON.parse(inputs["assumeRolePolicy"] as string), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "TakeAsPod",
          Effect: "Allow",
          Principal: { Service: ["pods.eks.amazonaws.com"] },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            ArnEquals: { "aws:SourceArn": ["arn:aws:eks:us-east-1:111122223333:cluster/platform"] },
            StringEquals: {
              "aws:SourceAccount": ["111122223333"],
              "aws:RequestTag/kubernetes-namespace": ["monitoring"],
              "aws:RequestTag/kubernetes-service-account": ["thanos"],
            },
          },
        },
      ],
    });
  });

  it("may do what its statements say, also where they wait for a key", async () => {
    const known = [
      { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::blocks/*"] },
    ];
    for (const statements of [[reading], pulumi.output([reading])]) {
      const { inputs } = (await make(statements)).get("aws:iam/rolePolicy:RolePolicy", "reader-policy");
      assert.deepEqual((JSON.parse(inputs["policy"] as string) as { Statement: unknown }).Statement, known);
    }
  });

  it("is bound after it may do its work, and goes with the cluster", async () => {
    const association = (await make()).get(
      "aws:eks/podIdentityAssociation:PodIdentityAssociation",
      "reader-association",
    );
    assert.deepEqual(association.inputs, {
      clusterName: "platform",
      namespace: "monitoring",
      serviceAccount: "thanos",
      roleArn: "arn:of:reader-role",
    });
    assert.ok(association.dependsOn.includes("reader-policy") && association.dependsOn.includes("cluster"));
    assert.equal(association.deletedWith, "cluster");
  });
});
