import { SECRET, UNKNOWN, type Finding, type Run, type RunTopology, type StackRun } from "../../model";
import { StackBuilder, policyOutcome, stackRun } from "./builder";
import { rules } from "./rules";

/** The topology of the example run: two jurisdictions, one region that only receives replicas. */
export const exampleTopology: RunTopology = {
  hub: "us-east-1",
  regions: {
    "us-east-1": region("hub", "US", "10.16.0.0/16", "us-east-1", "us-west-2"),
    "us-west-2": region("spoke", "US", "10.32.0.0/16", "us-west-2", "us-east-1"),
    "eu-west-1": region("spoke", "EU", "10.48.0.0/16", "eu-west-1", "eu-central-1"),
  },
};

function region(
  role: "hub" | "spoke",
  jurisdiction: string,
  cidr: string,
  name: string,
  replicaRegion: string,
) {
  return { role, jurisdiction, cidr, zones: ["a", "b", "c"].map((zone) => `${name}${zone}`), replicaRegion };
}

/** What the builder of a region gives back, for the findings that name a resource. */
interface Built {
  builder: StackBuilder;
  bucket: string;
  replicaEncryption: string;
  falcoNamespace: string;
}

function buildRegion(name: string, role: "hub" | "spoke", cidr: string, replicaRegion: string): Built {
  const builder = new StackBuilder(name);
  const root = builder.component("pharos:region:Region", name);

  let hubReference: string | undefined;
  if (role === "spoke") {
    hubReference = builder.add("pulumi:pulumi:StackReference", "hub", root, {
      operation: "read",
      inputs: { name: "organization/pharos/us-east-1" },
    });
  }

  const encryption = builder.component("pharos:encryption:RegionKey", `${name}-encryption`, root);
  const key = builder.add("aws:kms/key:Key", `${name}-key`, encryption, {
    inputs: {
      deletionWindowInDays: 30,
      enableKeyRotation: true,
      description: "Encrypts everything of the region",
    },
    source: { file: "components/encryption/region-key.ts", line: 41, column: 16 },
  });
  builder.add("aws:kms/alias:Alias", `${name}-key-alias`, encryption, {
    inputs: { name: `alias/acme-production-${name}`, targetKeyId: UNKNOWN },
    propertyDependencies: { targetKeyId: [key] },
  });

  const network = builder.component("pharos:network:Network", `${name}-network`, root);
  const vpc = builder.add("aws:ec2/vpc:Vpc", `${name}-vpc`, network, {
    inputs: {
      cidrBlock: cidr,
      enableDnsHostnames: true,
      tags: { "cost-center": "observability", environment: "production" },
    },
    source: { file: "components/network/network.ts", line: 58, column: 16 },
  });
  const subnets: string[] = [];
  for (const [index, zone] of ["a", "b", "c"].entries()) {
    for (const [offset, tier] of ["private", "public"].entries()) {
      const subnet = builder.add("aws:ec2/subnet:Subnet", `${name}-${tier}-${zone}`, network, {
        inputs: {
          vpcId: UNKNOWN,
          availabilityZone: `${name}${zone}`,
          cidrBlock: cidr.replace(".0.0/16", `.${(index * 2 + offset) * 32}.0/19`),
        },
        propertyDependencies: { vpcId: [vpc] },
      });
      if (tier === "private") subnets.push(subnet);
    }
    builder.add("aws:ec2/natGateway:NatGateway", `${name}-nat-${zone}`, network, {
      inputs: { subnetId: UNKNOWN },
    });
    builder.add("aws:ec2/eip:Eip", `${name}-nat-${zone}-address`, network, { inputs: { domain: "vpc" } });
  }

  const storage = builder.component("pharos:storage:ReplicatedBucket", `${name}-records`, root);
  const bucketInputs = (where: string) => ({
    inputs: { bucket: `acme-production-${where}-records`, objectLockEnabled: true, region: where },
    source: { file: "components/storage/replicated-bucket.ts", line: 77, column: 20 },
  });
  const bucket = builder.add("aws:s3/bucket:Bucket", `${name}-records-source`, storage, {
    ...bucketInputs(name),
    protect: true,
  });
  const replica = builder.add(
    "aws:s3/bucket:Bucket",
    `${name}-records-replica`,
    storage,
    bucketInputs(replicaRegion),
  );
  for (const [target, urn] of [
    ["source", bucket],
    ["replica", replica],
  ] as const) {
    builder.add("aws:s3/bucketVersioning:BucketVersioning", `${name}-records-${target}-versioning`, storage, {
      inputs: { bucket: UNKNOWN, versioningConfiguration: { status: "Enabled" } },
      propertyDependencies: { bucket: [urn] },
    });
    builder.add(
      "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
      `${name}-records-${target}-lock`,
      storage,
      {
        inputs: { bucket: UNKNOWN, rule: { defaultRetention: { mode: "COMPLIANCE", years: 6 } } },
        propertyDependencies: { bucket: [urn] },
      },
    );
  }
  const replicaEncryption = builder.add(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    `${name}-records-replica-encryption`,
    storage,
    {
      inputs: {
        bucket: UNKNOWN,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: UNKNOWN } }],
      },
      propertyDependencies: { bucket: [replica], rules: [key] },
      source: { file: "components/storage/replicated-bucket.ts", line: 112, column: 5 },
    },
  );
  builder.add(
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    `${name}-records-replication`,
    storage,
    {
      inputs: {
        bucket: UNKNOWN,
        role: UNKNOWN,
        rules: [{ id: "all", status: "Enabled", destinations: { bucket: UNKNOWN } }],
      },
      propertyDependencies: { bucket: [bucket], rules: [replica, key] },
    },
  );

  const cluster = builder.component("pharos:cluster:Cluster", `${name}-cluster`, root);
  const eks = builder.add("aws:eks/cluster:Cluster", `${name}-eks`, cluster, {
    inputs: {
      name: `acme-production-${name}`,
      version: "1.34",
      deletionProtection: true,
      vpcConfig: {
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
        subnetIds: [UNKNOWN, UNKNOWN, UNKNOWN],
      },
    },
    propertyDependencies: { vpcConfig: subnets, encryptionConfig: [key] },
    source: { file: "components/cluster/cluster.ts", line: 93, column: 20 },
  });
  builder.add("aws:eks/addon:Addon", `${name}-eks-ebs-csi`, cluster, {
    inputs: { addonName: "aws-ebs-csi-driver", addonVersion: "v1.52.1-eksbuild.1", clusterName: UNKNOWN },
    propertyDependencies: { clusterName: [eks] },
  });
  let falcoNamespace = "";
  for (const namespace of ["metrics", "logs", "traces", "security"]) {
    falcoNamespace = builder.add("kubernetes:core/v1:Namespace", `${name}-${namespace}`, cluster, {
      inputs: {
        metadata: { name: namespace, labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
      },
      source: { file: "components/cluster/namespaces.ts", line: 30, column: 12 },
    });
  }

  const metrics = builder.component("pharos:metrics:Metrics", `${name}-metrics`, root);
  if (role === "hub") {
    const balancer = builder.add("aws:lb/loadBalancer:LoadBalancer", `${name}-receive`, metrics, {
      inputs: { internal: true, loadBalancerType: "network", enableDeletionProtection: false },
    });
    builder.add("aws:ec2/vpcEndpointService:VpcEndpointService", `${name}-receive-service`, metrics, {
      inputs: {
        acceptanceRequired: true,
        networkLoadBalancerArns: [UNKNOWN],
        supportedRegions: ["us-west-2", "eu-west-1"],
      },
      propertyDependencies: { networkLoadBalancerArns: [balancer] },
    });
  } else if (hubReference !== undefined) {
    const endpoint = builder.add("aws:ec2/vpcEndpoint:VpcEndpoint", `${name}-receive-endpoint`, metrics, {
      inputs: {
        vpcEndpointType: "Interface",
        serviceName: UNKNOWN,
        serviceRegion: "us-east-1",
        vpcId: UNKNOWN,
      },
      propertyDependencies: { serviceName: [hubReference], vpcId: [vpc] },
    });
    const zone = builder.add("aws:route53/zone:Zone", `${name}-hub-zone`, metrics, {
      inputs: { name: "hub.pharos.internal" },
    });
    builder.add("aws:route53/record:Record", `${name}-receive-record`, metrics, {
      inputs: { name: "receive.hub.pharos.internal", type: "A" },
      propertyDependencies: { zoneId: [zone], aliases: [endpoint] },
    });
  }
  const remoteWrite =
    role === "spoke" ? [{ url: "https://receive.hub.pharos.internal:10908/api/v1/receive" }] : [];
  builder.add("kubernetes:helm.sh/v3:Release", `${name}-kube-prometheus-stack`, metrics, {
    inputs: {
      chart: "kube-prometheus-stack",
      version: "88.2.0",
      namespace: "metrics",
      values: {
        prometheus: { prometheusSpec: { replicas: 2, retention: "15d", remoteWrite } },
        grafana: { adminPassword: SECRET },
      },
    },
    source: { file: "components/metrics/metrics.ts", line: 64, column: 21 },
  });
  builder.add("kubernetes:core/v1:Secret", `${name}-alertmanager`, metrics, {
    inputs: { metadata: { name: "alertmanager" }, stringData: { "routing-key": "do-not-print-me" } },
  });
  builder.add("kubernetes:monitoring.coreos.com/v1:PrometheusRule", `${name}-platform-rules`, metrics, {
    inputs: {
      spec: {
        groups: [
          {
            name: "platform",
            rules: [
              { alert: "TargetDown", expr: 'up{job!=""} == 0', for: "10m", labels: { severity: "warning" } },
              {
                alert: "RemoteWriteBehind",
                expr: "prometheus_remote_storage_highest_timestamp_in_seconds > 120",
                for: "5m",
              },
            ],
          },
        ],
      },
    },
  });
  const dashboards = builder.component("pharos:dashboards:Dashboards", `${name}-dashboards`, root);
  const folder = builder.add("grafana:oss/folder:Folder", `${name}-platform`, dashboards, {
    inputs: { title: "Platform" },
  });
  builder.add("grafana:oss/dashboard:Dashboard", `${name}-overview`, dashboards, {
    inputs: {
      configJson: JSON.stringify({
        title: "Platform overview",
        panels: Array.from({ length: 40 }, (_, id) => ({ id })),
      }),
    },
    propertyDependencies: { folder: [folder] },
  });
  return { builder, bucket, replicaEncryption, falcoNamespace };
}

function undeterminedKey(built: Built): Finding {
  return {
    rule: "ENC-S3-02",
    state: "undetermined",
    urn: built.replicaEncryption,
    property: "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId",
    message: "The key is not known before the update, and no resource of this stack says which it will be.",
  };
}

function exampleStack(name: string, seconds: number): StackRun {
  const facts = exampleTopology.regions[name];
  if (facts === undefined) throw new Error(`no region ${name} in the example`);
  const built = buildRegion(name, facts.role, facts.cidr ?? "", facts.replicaRegion ?? name);
  const findings: Finding[] = [undeterminedKey(built)];
  if (name === "eu-west-1") {
    findings.unshift({
      rule: "WRK-PSS-01",
      state: "violated",
      urn: built.falcoNamespace,
      property: "metadata.labels",
      message:
        'Namespace "security" enforces no Pod Security Standard: the label pod-security.kubernetes.io/enforce is absent.',
      fix: 'Set the label pod-security.kubernetes.io/enforce to "privileged", which Falco needs, and say so in the namespace table.',
      source: { file: "components/cluster/namespaces.ts", line: 30, column: 12 },
    });
    findings.push({
      rule: "RET-S3-01",
      state: "waived",
      urn: built.bucket,
      message: "Access logs are kept for 180 days; their class demands 365.",
      waiver: "W-0007",
    });
  }
  return stackRun(built.builder, {
    role: facts.role,
    jurisdiction: facts.jurisdiction,
    seconds,
    unknownHubOutputs: facts.role === "spoke" ? ["receive.endpointServiceName"] : [],
    policies: policyOutcome(
      [
        { ...rules.key, satisfied: 2, notApplicable: 0 },
        { ...rules.retention, satisfied: 2 },
        { ...rules.access, satisfied: 1 },
        { ...rules.workloads, satisfied: 4 },
      ],
      findings,
      ["grafana:oss/folder:Folder", "kubernetes:monitoring.coreos.com/v1:PrometheusRule"],
    ),
  });
}

/** A preview of three stacks into an empty sandbox: one advisory violation, one waiver, keys that are not known yet. */
export function exampleRun(): Run {
  return {
    kind: "preview",
    stacks: [
      exampleStack("us-east-1", 14.2),
      exampleStack("us-west-2", 12.84),
      exampleStack("eu-west-1", 13.05),
    ],
    seconds: 41.3,
    startedAt: "2026-03-02T09:41:07.120Z",
    mode: "sandbox",
    topology: exampleTopology,
  };
}
