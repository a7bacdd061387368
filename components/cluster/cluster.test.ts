/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import { Namespace } from "@pulumi/kubernetes/core/v1";
import { record, type Recording } from "../testing/record";
import { Cluster, type ClusterArgs } from "./cluster";
import { kubeconfig } from "./kubeconfig";
import { Namespaces } from "./namespaces";
import { namespacesArgs } from "./testing/namespaces-args";

const args: Omit<ClusterArgs, "nodesNeed"> = {
  scope: { organization: "acme", environment: "staging", region: "us-east-1" },
  account: "111122223333",
  clusterName: "acme-staging-us-east-1-platform",
  version: "1.35",
  zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
  keys: { secrets: "arn:of:secrets", volumes: "arn:of:volumes", logs: "arn:of:logs" },
  deletionProtection: true,
  lifetime: "permanent",
};
const make = (change: Partial<ClusterArgs> = {}): Promise<Recording> =>
  record(() => void new Cluster("platform", { ...args, nodesNeed: [new Namespace("route", {})], ...change }));
const clusterOf = (recording: Recording) => recording.get("aws:eks/cluster:Cluster", "platform-cluster");

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("Cluster", function () {
  this.timeout(PATIENCE_MS);

  it("runs in Auto Mode, all three parts of it", async () => {
    const { inputs } = clusterOf(await make());
    // Auto Mode's own pools know neither our key nor our tags.
    assert.deepEqual(inputs["computeConfig"], { enabled: true, nodePools: [] });
    assert.deepEqual(inputs["kubernetesNetworkConfig"], {
      ipFamily: "ipv4",
      elasticLoadBalancing: { enabled: true },
    });
    assert.deepEqual(inputs["storageConfig"], { blockStorage: { enabled: true } });
    assert.equal(inputs["bootstrapSelfManagedAddons"], false);
    assert.equal(inputs["accessConfig"].authenticationMode, "API");
  });

  it("has a private endpoint, and a public one only for named ranges", async () => {
    assert.deepEqual(clusterOf(await make()).inputs["vpcConfig"], {
      subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
    });
    const open = clusterOf(await make({ publicAccessCidrs: ["203.0.113.0/24"] })).inputs["vpcConfig"];
    assert.deepEqual(
      [open.endpointPrivateAccess, open.endpointPublicAccess, open.publicAccessCidrs],
      [true, true, ["203.0.113.0/24"]],
    );
  });

  it("encrypts secrets, and writes all its logs into a group that was there before it", async () => {
    const recording = await make();
    const cluster = clusterOf(recording);
    assert.deepEqual(cluster.inputs["encryptionConfig"], {
      provider: { keyArn: "arn:of:secrets" },
      resources: ["secrets"],
    });
    assert.deepEqual(cluster.inputs["enabledClusterLogTypes"], [
      "api",
      "audit",
      "authenticator",
      "controllerManager",
      "scheduler",
    ]);
    const logs = recording.get("aws:cloudwatch/logGroup:LogGroup", "platform-logs");
    assert.deepEqual(logs.inputs, {
      name: "/aws/eks/acme-staging-us-east-1-platform/cluster",
      kmsKeyId: "arn:of:logs",
      retentionInDays: 365,
      tags: { "record-class": "pci-audit", "data-classification": "confidential" },
    });
    assert.ok(logs.protect);
    assert.ok(cluster.dependsOn.includes("platform-logs"));
  });

  it("waits for its roles' policies and for what its nodes need", async () => {
    const { dependsOn } = clusterOf(await make());
    for (const needed of [
      "platform-role-AmazonEKSComputePolicy",
      "platform-role-volumes",
      "platform-role-tags",
      "platform-node-role-AmazonEKSWorkerNodeMinimalPolicy",
      "route",
    ]) {
      assert.ok(dependsOn.includes(needed), needed);
    }
  });

  it("gives nodes two policies, and EKS the use of the volumes' key and no other", async () => {
    const recording = await make();
    const attached = (role: string) =>
      recording
        .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        .filter(({ inputs }) => inputs["role"] === role)
        .map(({ inputs }) => inputs["policyArn"].split("/").at(-1));
    assert.deepEqual(attached("acme-staging-us-east-1-node"), [
      "AmazonEC2ContainerRegistryPullOnly",
      "AmazonEKSWorkerNodeMinimalPolicy",
    ]);
    assert.equal(attached("acme-staging-us-east-1-cluster").length, 5);
    const { Statement } = JSON.parse(
      recording.get("aws:iam/rolePolicy:RolePolicy", "platform-role-volumes").inputs["policy"],
    ) as {
      Statement: { Resource: string[] }[];
    };
    assert.deepEqual(new Set(Statement.flatMap(({ Resource }) => Resource)), new Set(["arn:of:volumes"]));
    const trust = JSON.parse(
      recording.get("aws:iam/role:Role", "platform-role").inputs["assumeRolePolicy"],
    ) as {
      Statement: { Action: string[]; Condition: object }[];
    };
    assert.deepEqual(trust.Statement[0]?.Action, ["sts:AssumeRole", "sts:TagSession"]);
    assert.deepEqual(trust.Statement[0].Condition, {
      ArnLike: {
        "aws:SourceArn": ["arn:aws:eks:us-east-1:111122223333:cluster/acme-staging-us-east-1-platform"],
      },
      StringEquals: { "aws:SourceAccount": ["111122223333"] },
    });
  });

  it("is protected from deletion by AWS and by Pulumi together", async () => {
    for (const deletionProtection of [true, false]) {
      const cluster = clusterOf(await make({ deletionProtection }));
      assert.deepEqual(
        [cluster.inputs["deletionProtection"], cluster.protect],
        [deletionProtection, deletionProtection],
      );
    }
  });

  it("makes a default class of encrypted volumes that goes with it", async () => {
    const storage = (await make()).get("kubernetes:storage.k8s.io/v1:StorageClass", "platform-storage-class");
    const { provisioner, volumeBindingMode, allowVolumeExpansion, parameters, metadata } = storage.inputs;
    assert.deepEqual(metadata.labels, { "pharos/record-class": "metrics-operational" });
    assert.deepEqual(
      { provisioner, volumeBindingMode, allowVolumeExpansion, parameters, name: metadata.name },
      {
        provisioner: "ebs.csi.eks.amazonaws.com",
        volumeBindingMode: "WaitForFirstConsumer",
        allowVolumeExpansion: true,
        parameters: { type: "gp3", encrypted: "true", kmsKeyId: "arn:of:volumes" },
        name: "encrypted-gp3",
      },
    );
    assert.equal(storage.deletedWith, "platform-cluster");
    assert.equal(storage.provider, "platform-kubernetes");
  });

  it("has nodes of our class: our key, our tags, our subnets, and the right to join", async () => {
    const recording = await make({ tags: { owner: "team" } });
    const nodeClass = recording.get("kubernetes:eks.amazonaws.com/v1:NodeClass", "platform-node-class");
    assert.deepEqual(nodeClass.inputs["spec"], {
      role: "acme-staging-us-east-1-node",
      subnetSelectorTerms: [{ id: "subnet-a" }, { id: "subnet-b" }, { id: "subnet-c" }],
      securityGroupSelectorTerms: [{ id: "group-of-platform-cluster" }],
      ephemeralStorage: { size: "80Gi", iops: 3000, throughput: 125, kmsKeyID: "arn:of:volumes" },
      networkPolicy: "DefaultAllow",
      tags: { owner: "team" },
    });
    assert.ok(nodeClass.dependsOn.includes("platform-nodes-policy"));
    const { inputs } = recording.get("aws:eks/accessEntry:AccessEntry", "platform-nodes-entry");
    assert.deepEqual([inputs["principalArn"], inputs["type"]], ["arn:of:platform-node-role", "EC2"]);
    const policy = recording.get(
      "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
      "platform-nodes-policy",
    );
    assert.equal(
      policy.inputs["policyArn"],
      "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy",
    );
  });

  it("has a pool for everything and one for what has volumes, which go with it", async () => {
    const pools = (await make({ capacity: "spot-first" })).ofType("kubernetes:karpenter.sh/v1:NodePool");
    assert.deepEqual(
      pools.map(({ inputs, deletedWith, provider }) => [inputs["metadata"].name, deletedWith, provider]),
      [
        ["general", "platform-cluster", "platform-kubernetes"],
        ["stateful", "platform-cluster", "platform-kubernetes"],
      ],
    );
    const [general, stateful] = pools.map(
      ({ inputs }) => inputs["spec"].template.spec.requirements[0].values as string[],
    );
    assert.deepEqual([general, stateful], [["spot", "on-demand"], ["on-demand"]]);
  });

  it("is told apart from other clusters by its ARN, which is known before it exists", async () => {
    const { inputs } = (await make()).get("pulumi:providers:kubernetes", "platform-kubernetes");
    assert.equal(
      inputs["clusterIdentifier"],
      "arn:aws:eks:us-east-1:111122223333:cluster/acme-staging-us-east-1-platform",
    );
    assert.equal(inputs["upsertExistingObjects"], undefined);
  });

  it("refuses a version that the table does not support", async () => {
    await assert.rejects(make({ version: "1.29" }), {
      name: "UserError",
      message: "'cluster.version' should be one of 1.35, 1.34, got '1.29'",
      fix: "choose a supported version; content/versions.ts says until when each is",
    });
  });
});

describe("kubeconfig", () => {
  it("holds no credential, and gives the same text for the same cluster", () => {
    const address = {
      certificateAuthority: "Y2E=",
      endpoint: "https://api.example",
      name: "platform",
      region: "eu-west-1",
    };
    const text = kubeconfig(address);
    assert.equal(
      text,
      kubeconfig({
        name: "platform",
        region: "eu-west-1",
        endpoint: "https://api.example",
        certificateAuthority: "Y2E=",
      }),
    );
    const { users } = JSON.parse(text) as { users: { user: object }[] };
    assert.deepEqual(users[0]?.user, {
      exec: {
        apiVersion: "client.authentication.k8s.io/v1beta1",
        args: ["--region", "eu-west-1", "eks", "get-token", "--cluster-name", "platform", "--output", "json"],
        command: "aws",
        interactiveMode: "Never",
      },
    });
  });
});

const NAMESPACES = [
  "monitoring",
  "dashboards",
  "node-agents",
  "cert-manager",
  "external-secrets",
  "runtime-security",
  "tracing",
  "logging",
  "access",
  "keda",
];

describe("Namespaces", function () {
  this.timeout(PATIENCE_MS);

  const namespaces = (): Promise<Recording> =>
    record(() => {
      const cluster = new Cluster("platform", { ...args, nodesNeed: [] });
      const { provider, adoptingProvider } = cluster;
      new Namespaces("namespaces", {
        ...namespacesArgs,
        owner: "team one / on call",
        cluster: cluster.cluster,
        provider,
        adoptingProvider,
      });
    });

  it("are restricted, but for the one of agents that need the host", async () => {
    const levels = (await namespaces())
      .ofType("kubernetes:core/v1:Namespace")
      .map(({ inputs }) => [
        inputs["metadata"].name,
        inputs["metadata"].labels["pod-security.kubernetes.io/enforce"],
      ]);
    assert.deepEqual(levels, [
      ["monitoring", "restricted"],
      ["dashboards", "restricted"],
      ["node-agents", "privileged"],
      ["cert-manager", "restricted"],
      ["external-secrets", "restricted"],
      ["runtime-security", "restricted"],
      ["tracing", "restricted"],
      ["logging", "restricted"],
      ["access", "restricted"],
      ["keda", "restricted"],
    ]);
  });

  it("say who answers for them, as Kubernetes takes it", async () => {
    const { labels } = (await namespaces()).get("kubernetes:core/v1:Namespace", "namespaces-monitoring")
      .inputs["metadata"];
    assert.equal(labels["pharos/owner"], "team-one-on-call");
    assert.equal(labels["pharos/record-class"], "metrics-operational");
  });

  it("make the cluster enforce NetworkPolicies, whether or not the switch is there already", async () => {
    const map = (await namespaces()).get("kubernetes:core/v1:ConfigMap", "namespaces-network-policies");
    assert.deepEqual(map.inputs["data"], { "enable-network-policy-controller": "true" });
    assert.equal(
      `${map.inputs["metadata"].namespace}/${map.inputs["metadata"].name}`,
      "kube-system/amazon-vpc-cni",
    );
    assert.equal(map.provider, "platform-kubernetes-adopting");
    assert.equal(map.deletedWith, "platform-cluster");
  });

  it("are closed in both directions, and open only what the table of flows names", async () => {
    const recording = await namespaces();
    const policies = recording.ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy");
    assert.deepEqual(
      policies.map(({ name }) => name).filter((name) => name.endsWith("default-deny")),
      NAMESPACES.map((each) => `namespaces-traffic-${each}-default-deny`),
    );
    const deny = policies[0] ?? assert.fail();
    assert.deepEqual(deny.inputs, {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: {
        name: "default-deny",
        namespace: "monitoring",
        labels: { "app.kubernetes.io/managed-by": "pharos", "pharos/owner": "team-one-on-call" },
        annotations: { "pharos.io/reason": "refuses what no other policy allows" },
      },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    });
    assert.deepEqual(
      [deny.provider, deny.deletedWith, deny.dependsOn],
      ["platform-kubernetes", "platform-cluster", ["namespaces-monitoring"]],
    );
  });

  it("have as much room as what runs there takes twice, and sizes for what says none", async () => {
    const recording = await namespaces();
    const [quota, limits] = (["ResourceQuota", "LimitRange"] as const).map((kind) =>
      recording.ofType(`kubernetes:core/v1:${kind}`),
    );
    assert.deepEqual(
      quota?.map(({ inputs }) => [inputs["metadata"].namespace, inputs["spec"].hard.pods]),
      [
        ["monitoring", "4"],
        ["dashboards", "2"],
        ["node-agents", "20"],
        ["cert-manager", "6"],
        ["external-secrets", "8"],
        ["runtime-security", "4"],
        ["tracing", "4"],
        ["logging", "10"],
        ["access", "12"],
        ["keda", "12"],
      ],
    );
    assert.deepEqual(
      limits?.map(({ inputs, deletedWith, dependsOn }) => [inputs["spec"].limits, deletedWith, dependsOn]),
      NAMESPACES.map((each) => [
        [
          {
            type: "Container",
            defaultRequest: { cpu: "100m", memory: "64Mi" },
            default: { memory: "128Mi" },
          },
        ],
        "platform-cluster",
        [`namespaces-${each}`],
      ]),
    );
  });

  it("are refused without sizes", async () => {
    const { sizes, ...rest } = namespacesArgs;
    await assert.rejects(
      record(() => {
        const { provider, adoptingProvider } = new Cluster("platform", { ...args, nodesNeed: [] });
        const some = { monitoring: sizes["monitoring"] ?? [] };
        new Namespaces("namespaces", { ...rest, owner: "team", provider, adoptingProvider, sizes: some });
      }),
      {
        message:
          "nobody says what runs in the namespace 'dashboards', so that it can have no quota: add its pods to infra/namespaces.ts, which has monitoring",
      },
    );
  });
});
