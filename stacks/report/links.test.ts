import * as assert from "node:assert/strict";
import { UNKNOWN, type Run, type StackRun } from "../model";
import { findLinks } from "./links";
import { StackBuilder, stackRun } from "./testing/builder";
import { exampleRun, exampleTopology } from "./testing/run";

/** The links of a run in words. */
function told(run: Run): string[] {
  return findLinks(run).map(
    ({ from, to, label, crossesJurisdiction }) =>
      `${from} → ${to}: ${label}${crossesJurisdiction ? " !" : ""}`,
  );
}

/** A run of one spoke, whose resources a test adds. */
function spoke(add: (builder: StackBuilder) => void, name = "us-west-2"): Run {
  const builder = new StackBuilder(name);
  add(builder);
  return {
    ...exampleRun(),
    stacks: [stackRun(builder, { role: "spoke", jurisdiction: name.startsWith("eu") ? "EU" : "US" })],
  };
}

const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

describe("links between regions", () => {
  it("are found in the program's own graph", () => {
    assert.deepEqual(told(exampleRun()), [
      "us-west-2 → us-east-1: metrics, remote write",
      "eu-west-1 → us-east-1: metrics, remote write !",
      "us-west-2 → us-east-1: PrivateLink",
      "eu-west-1 → us-east-1: PrivateLink !",
      "us-east-1 → us-west-2: S3 replication",
      "us-west-2 → us-east-1: S3 replication",
      "eu-west-1 → eu-central-1: S3 replication",
      "us-east-1 → us-west-2: stack outputs",
      "us-east-1 → eu-west-1: stack outputs !",
    ]);
  });

  it("name the resources that make them", () => {
    assert.deepEqual(findLinks(exampleRun())[4], {
      kind: "replication",
      from: "us-east-1",
      to: "us-west-2",
      label: "S3 replication",
      urns: [
        "urn:pulumi:us-east-1::pharos::pharos:region:Region$pharos:storage:ReplicatedBucket$aws:s3/bucketReplicationConfig:BucketReplicationConfig::us-east-1-records-replication",
      ],
      crossesJurisdiction: false,
    });
  });

  it("of one kind and direction are added up", () => {
    const run = spoke((builder) => {
      for (const name of ["a", "b"]) {
        builder.add(endpoint, name, builder.root, {
          inputs: { vpcEndpointType: "Interface", serviceName: UNKNOWN, serviceRegion: "us-east-1" },
        });
      }
    });
    assert.deepEqual(told(run), ["us-west-2 → us-east-1: PrivateLink · 2 endpoints"]);
  });

  it("are told before the hub exists, when neither name nor region of its service is known", () => {
    const run = spoke((builder) => {
      const hub = builder.add("pulumi:pulumi:StackReference", "hub", builder.root, {
        operation: "read",
        inputs: { name: "organization/pharos/us-east-1" },
      });
      builder.add(endpoint, "link", builder.root, {
        inputs: { vpcEndpointType: "Interface", serviceName: UNKNOWN, serviceRegion: UNKNOWN },
        propertyDependencies: { serviceName: [hub], serviceRegion: [hub] },
      });
    }, "eu-west-1");
    assert.deepEqual(told(run), [
      "eu-west-1 → us-east-1: PrivateLink !",
      "us-east-1 → eu-west-1: stack outputs !",
    ]);
  });

  it("are the same in whatever order the engine went", () => {
    const shuffled = exampleRun();
    for (const { resources } of shuffled.stacks.reverse()) resources.reverse();
    assert.deepEqual(findLinks(shuffled), findLinks(exampleRun()));
    const two = (names: string[]): Run =>
      spoke((builder) => {
        for (const name of names) {
          builder.add(endpoint, name, builder.root, {
            inputs: { vpcEndpointType: "Interface", serviceName: UNKNOWN, serviceRegion: "us-east-1" },
          });
        }
      });
    assert.deepEqual(findLinks(two(["a", "b"])), findLinks(two(["b", "a"])));
  });

  it("are not made of endpoints to AWS's own services", () => {
    const run = spoke((builder) => {
      builder.add(endpoint, "s3", builder.root, {
        inputs: { vpcEndpointType: "Interface", serviceName: "com.amazonaws.us-east-1.s3" },
      });
      builder.add(endpoint, "gateway", builder.root, {
        inputs: { vpcEndpointType: "Gateway", serviceName: UNKNOWN, serviceRegion: "us-east-1" },
      });
    });
    assert.deepEqual(told(run), []);
  });

  it("read the region from the name of an endpoint service", () => {
    const run = spoke((builder) => {
      builder.add(endpoint, "hub", builder.root, {
        inputs: {
          vpcEndpointType: "Interface",
          serviceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
        },
      });
    });
    assert.deepEqual(told(run), ["us-west-2 → eu-west-1: PrivateLink !"]);
  });

  it("follow an unknown remote-write address through the record to the endpoint", () => {
    const run = spoke((builder) => {
      const hub = builder.add("pulumi:pulumi:StackReference", "hub", builder.root, {
        inputs: { name: "organization/pharos/us-east-1" },
      });
      const to = builder.add(endpoint, "hub-endpoint", builder.root, {
        inputs: { vpcEndpointType: "Interface", serviceName: UNKNOWN },
        propertyDependencies: { serviceName: [hub] },
      });
      const record = builder.add("aws:route53/record:Record", "name", builder.root, {
        inputs: { name: UNKNOWN },
        propertyDependencies: { aliases: [to] },
      });
      builder.add("kubernetes:helm.sh/v3:Release", "prometheus", builder.root, {
        inputs: { values: { prometheus: { prometheusSpec: { remoteWrite: [{ url: UNKNOWN }] } } } },
        propertyDependencies: { values: [record] },
      });
    });
    assert.deepEqual(told(run), [
      "us-west-2 → us-east-1: metrics, remote write",
      "us-west-2 → us-east-1: PrivateLink",
      "us-east-1 → us-west-2: stack outputs",
    ]);
  });

  it("read the region from a remote-write address, also of a Prometheus resource", () => {
    const run = spoke((builder) => {
      builder.add("kubernetes:monitoring.coreos.com/v1:Prometheus", "prometheus", builder.root, {
        inputs: {
          spec: {
            remoteWrite: [
              { url: "https://receive.us-east-1.example.com/api/v1/receive" },
              { url: "http://local.svc" },
            ],
          },
        },
      });
    });
    assert.deepEqual(told(run), ["us-west-2 → us-east-1: metrics, remote write"]);
  });

  it("find a replica bucket of another stack by its ARN, and say when it is in another jurisdiction", () => {
    const source = new StackBuilder("us-west-2");
    const bucket = source.add("aws:s3/bucket:Bucket", "source", source.root, {
      inputs: { bucket: "source" },
    });
    source.add("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "replication", source.root, {
      inputs: { rules: [{ destination: { bucket: "arn:aws:s3:::copy" } }] },
      propertyDependencies: { bucket: [bucket] },
    });
    const target = new StackBuilder("eu-west-1");
    target.add("aws:s3/bucket:Bucket", "copy", target.root, { inputs: { bucket: "copy" } });
    const stacks: StackRun[] = [
      stackRun(source, { role: "spoke", jurisdiction: "US" }),
      stackRun(target, { role: "spoke", jurisdiction: "EU" }),
    ];
    assert.deepEqual(told({ ...exampleRun(), stacks }), ["us-west-2 → eu-west-1: S3 replication !"]);
  });

  it("include secrets, images and backups that are copied", () => {
    const run = spoke((builder) => {
      builder.add("aws:secretsmanager/secret:Secret", "roots", builder.root, {
        inputs: { replicas: [{ region: "us-east-1" }, { region: UNKNOWN }] },
      });
      builder.add("aws:ecr/replicationConfiguration:ReplicationConfiguration", "images", builder.root, {
        inputs: {
          replicationConfiguration: {
            rules: [{ destinations: [{ region: "us-east-1", registryId: "111122223333" }] }],
          },
        },
      });
      builder.add("aws:backup/plan:Plan", "backups", builder.root, {
        inputs: {
          rules: [
            {
              copyActions: [
                { destinationVaultArn: "arn:aws:backup:us-east-1:111122223333:backup-vault:copies" },
              ],
            },
          ],
        },
      });
    });
    assert.deepEqual(told(run), [
      "us-west-2 → us-east-1: backup copies",
      "us-west-2 → us-east-1: image replication",
      "us-west-2 → us-east-1: secret replicas",
    ]);
  });

  it("end with what the run deletes", () => {
    const run = spoke((builder) => {
      builder.add(endpoint, "old", builder.root, {
        operation: "delete",
        inputs: { vpcEndpointType: "Interface", serviceName: UNKNOWN, serviceRegion: "us-east-1" },
      });
    });
    assert.deepEqual(told(run), []);
  });

  it("call what is public by another name than secrets", () => {
    const run = spoke((builder) => {
      builder.add("aws:secretsmanager/secret:Secret", "root", builder.root, {
        inputs: { replicas: [{ region: "us-east-1" }], tags: { "data-classification": "public" } },
      });
    });
    assert.deepEqual(told(run), ["us-west-2 → us-east-1: public roots"]);
  });

  it("to a region that nobody knows cross a jurisdiction", () => {
    const run = spoke((builder) => {
      builder.add("aws:secretsmanager/secret:Secret", "roots", builder.root, {
        inputs: { replicas: [{ region: "mars-north-1" }] },
      });
    });
    assert.deepEqual(told(run), ["us-west-2 → mars-north-1: secret replicas !"]);
    assert.equal(exampleTopology.regions["mars-north-1"], undefined);
  });
});
