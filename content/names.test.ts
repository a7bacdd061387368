import assert from "node:assert/strict";
import fc from "fast-check";
import { ACCESS_LOGS_PURPOSE, bucketPlans, trailBucketPlan } from "./buckets";
import {
  controlPlaneLogGroup,
  copyOf,
  ingestHost,
  type NameKind,
  type NameLimit,
  nameLimits,
  resourceName,
} from "./names";

/** The regions of AWS's commercial, GovCloud, European sovereign and isolated partitions. */
const regions = [
  ...[
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ca-central-1",
    "ca-west-1",
    "mx-central-1",
    "sa-east-1",
  ],
  ...[
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
  ],
  ...[
    "af-south-1",
    "me-south-1",
    "me-central-1",
    "il-central-1",
    "ap-east-1",
    "ap-east-2",
    "ap-south-1",
    "ap-south-2",
  ],
  ...[
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-7",
  ],
  ...[
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "us-gov-east-1",
    "us-gov-west-1",
    "eusc-de-east-1",
  ],
  ...[
    "us-iso-east-1",
    "us-iso-west-1",
    "us-isob-east-1",
    "eu-isoe-west-1",
    "us-isof-south-1",
    "us-isof-east-1",
  ],
];
const kinds = Object.keys(nameLimits) as NameKind[];

const word = fc.stringMatching(/^[a-z][a-z0-9]{1,11}$/);
const scopes = fc.record({
  organization: word.filter((name) => !["sthree", "internal", "sg", "rds", "aws"].includes(name)),
  environment: word,
  region: fc.constantFrom(...regions),
});
const purposes = fc.stringMatching(/^[a-z][a-z0-9]{0,11}(-[a-z0-9]{1,8}){0,5}$/);

describe("names", () => {
  it("fits AWS's limits for every kind, region and purpose", () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), scopes, purposes, (kind, scope, purpose) => {
        const name = resourceName(kind, scope, purpose);
        assert.ok(name.length <= nameLimits[kind].longest, `${name} is ${name.length} long`);
        const limit: NameLimit = nameLimits[kind];
        assert.match(name, limit.separator === "_" ? /^[a-z]\w*[a-z0-9]$/ : /^[a-z][a-z0-9-]*[a-z0-9]$/);
        assert.ok(!/--|__/.test(name), name);
      }),
    );
  });

  it("is deterministic, and different for different purposes and environments", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        scopes,
        purposes,
        purposes,
        word,
        (kind, scope, one, other, environment) => {
          assert.equal(resourceName(kind, scope, one), resourceName(kind, { ...scope }, one));
          if (one !== other)
            assert.notEqual(resourceName(kind, scope, one), resourceName(kind, scope, other));
          if (environment !== scope.environment) {
            // Only where the same parts joined are the same text ("a-b" + "c" and "a" + "b-c") may names meet: environments have no hyphen.
            assert.notEqual(
              resourceName(kind, scope, one),
              resourceName(kind, { ...scope, environment }, one),
            );
          }
        },
      ),
    );
  });

  it("differs between regions wherever AWS keeps names unique beyond one", () => {
    const wide = kinds.filter((kind) => nameLimits[kind].uniqueIn !== "region");
    fc.assert(
      fc.property(fc.constantFrom(...wide), scopes, purposes, (kind, scope, purpose) => {
        const names = regions.map((region) => resourceName(kind, { ...scope, region }, purpose));
        assert.equal(new Set(names).size, regions.length);
      }),
    );
  });

  it("writes every bucket's purpose out in full, even for the longest organization, environment and region", () => {
    const scope = { organization: "abcdefghijkl", environment: "abcdefghijkl", region: "ap-southeast-1" };
    const purposes = [...Object.values(bucketPlans), trailBucketPlan].map(({ purpose }) => purpose);
    for (const purpose of [...purposes, ACCESS_LOGS_PURPOSE]) {
      assert.equal(
        resourceName("bucket", scope, copyOf(purpose)),
        `abcdefghijkl-abcdefghijkl-ap-southeast-1-${purpose}-copy`,
      );
    }
  });

  it("reads as organization, environment, region, purpose", () => {
    const scope = { organization: "acme", environment: "production", region: "us-east-1" };
    assert.equal(resourceName("role", scope, "cluster"), "acme-production-us-east-1-cluster");
    assert.equal(resourceName("loadBalancer", scope, "ingest"), "acme-production-ingest");
    assert.equal(resourceName("loadBalancer", scope, "remote-write"), "acme-production-remote-write");
    assert.equal(controlPlaneLogGroup("acme-cluster"), "/aws/eks/acme-cluster/cluster");
    assert.equal(ingestHost(scope, "us-east-1"), "metrics-ingest.us-east-1.production.acme.internal");
  });

  it("refuses a name whose beginning AWS keeps for itself", () => {
    const scope = { organization: "sthree", environment: "production", region: "us-east-1" };
    assert.throws(() => resourceName("bucket", scope, "metrics-blocks"), {
      name: "UserError",
      message:
        "the bucket name 'sthree-production-us-east-1-metrics-blocks' begins with 'sthree-', which AWS keeps for itself",
      fix: "choose another 'organization' than 'sthree'",
    });
  });

  it("refuses parts that are no words", () => {
    const scope = { organization: "acme", environment: "production", region: "us-east-1" };
    assert.throws(() => resourceName("bucket", scope, "Metrics"), {
      message: "'purpose' of a name should be lower case words joined by hyphens, got 'Metrics'",
    });
  });
});
