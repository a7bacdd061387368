import assert from "node:assert/strict";
import { Namespace } from "@pulumi/kubernetes/core/v1";
import { record, type Recording } from "../testing/record";
import { ClusterAccess, type ClusterAccessArgs } from "./cluster-access";

const SSO =
  "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/us-east-1/AWSReservedSSO_Viewer_0a";
const ADMIN = "arn:aws:iam::111122223333:role/break-glass";
const make = (identity: ClusterAccessArgs["identity"]): Promise<Recording> =>
  record(
    () =>
      void new ClusterAccess("access", {
        identity,
        clusterName: "platform",
        cluster: new Namespace("cluster", {}),
      }),
  );
const bindings = (recording: Recording) =>
  recording
    .ofType("kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding")
    .map(({ inputs }) => [inputs["roleRef"], inputs["subjects"]] as unknown);

describe("ClusterAccess", () => {
  it("lets nobody in by default, and has the roles ready", async () => {
    const recording = await make({ kind: "iam", roles: {} });
    assert.deepEqual(recording.ofType("aws:eks/accessEntry:AccessEntry"), []);
    assert.deepEqual(bindings(recording), []);
    assert.deepEqual(
      recording
        .ofType("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole")
        .map(({ inputs }) => (inputs["metadata"] as { name: string }).name)
        .sort(),
      ["pharos-people-auditor", "pharos-people-on-call", "pharos-people-operator", "pharos-people-viewer"],
    );
  });

  it("admits a role of IAM Identity Center under its full ARN, to a group that a ClusterRole is bound to", async () => {
    const recording = await make({ kind: "iam", roles: { viewer: [SSO] } });
    const entry = recording.get(
      "aws:eks/accessEntry:AccessEntry",
      "access-111122223333-AWSReservedSSO_Viewer_0a",
    );
    assert.deepEqual(entry.inputs, {
      clusterName: "platform",
      principalArn: SSO,
      type: "STANDARD",
      kubernetesGroups: ["pharos-people-viewer"],
    });
    assert.equal(entry.deletedWith, "cluster");
    assert.deepEqual(recording.ofType("aws:eks/accessPolicyAssociation:AccessPolicyAssociation"), []);
    const apiGroup = "rbac.authorization.k8s.io";
    assert.deepEqual(bindings(recording), [
      [
        { apiGroup, kind: "ClusterRole", name: "pharos-people-viewer" },
        [{ apiGroup, kind: "Group", name: "pharos-people-viewer" }],
      ],
    ]);
  });

  it("makes administrators by EKS's own policy, without a group and without a binding", async () => {
    const recording = await make({ kind: "iam", roles: { admin: [ADMIN] } });
    const name = "access-111122223333-break-glass";
    assert.deepEqual(recording.get("aws:eks/accessEntry:AccessEntry", name).inputs["kubernetesGroups"], []);
    const { inputs } = recording.get("aws:eks/accessPolicyAssociation:AccessPolicyAssociation", name);
    assert.deepEqual(
      [inputs["principalArn"], inputs["policyArn"], inputs["accessScope"]],
      [ADMIN, "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", { type: "cluster" }],
    );
    assert.deepEqual(bindings(recording), []);
  });

  it("keeps another issuer's names apart from the cluster's own", async () => {
    const recording = await make({
      kind: "oidc",
      issuerUrl: "https://id.example.com",
      clientId: "pharos",
      usernameClaim: "sub",
      groupsClaim: "groups",
      groups: { auditor: ["audit", "system:masters"] },
    });
    const { inputs } = recording.get(
      "aws:eks/identityProviderConfig:IdentityProviderConfig",
      "access-issuer",
    );
    assert.deepEqual(inputs["oidc"], {
      identityProviderConfigName: "people",
      issuerUrl: "https://id.example.com",
      clientId: "pharos",
      usernameClaim: "sub",
      usernamePrefix: "oidc:",
      groupsClaim: "groups",
      groupsPrefix: "oidc:",
    });
    const [[, subjects]] = bindings(recording) as [[unknown, { name: string }[]]];
    assert.deepEqual(
      subjects.map(({ name }) => name),
      ["oidc:audit", "oidc:system:masters"],
    );
  });
});
