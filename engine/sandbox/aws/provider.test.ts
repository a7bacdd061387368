import assert from "node:assert/strict";
import { TestCloud, TestStack, text } from "../testing/stack";
import { isSecret, secret, UNKNOWN, type Properties } from "../values";
import { AWS } from "./provider";

const BUCKET = "aws:s3/bucket:Bucket";
const KEY = "aws:kms/key:Key";
const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const ROLE = "aws:iam/role:Role";
const CLUSTER = "aws:eks/cluster:Cluster";

describe("the sandbox's aws provider", () => {
  let home: TestCloud;
  let one: TestStack;
  let two: TestStack;
  const stack = async (name: string, settings: Properties): Promise<TestStack> =>
    new TestStack(await home.cloud(), AWS, { region: "eu-west-1", ...settings }, name);
  beforeEach(async () => {
    home = new TestCloud();
    one = await stack("one", { allowedAccountIds: '["111122223333"]' });
    two = await stack("two", { allowedAccountIds: '["444455556666"]' });
  });
  afterEach(() => home.dispose());

  describe("settings", () => {
    const message =
      "missing region information. Make sure you have set your AWS region, e.g. `pulumi config set aws:region us-west-2`.";
    const environment = { ...process.env };
    afterEach(() => {
      process.env["AWS_REGION"] = environment["AWS_REGION"];
      if (environment["AWS_REGION"] === undefined) delete process.env["AWS_REGION"];
    });

    it("needs a region, from the program or the environment", () => {
      delete process.env["AWS_REGION"];
      delete process.env["AWS_DEFAULT_REGION"];
      assert.deepEqual(AWS.checkConfig({}), [message]);
      assert.deepEqual(AWS.checkConfig({ region: "eu-west-1" }), []);
      process.env["AWS_REGION"] = "eu-west-1";
      assert.deepEqual(AWS.checkConfig({}), []);
    });

    it("refuses a role of an account that is not allowed", () =>
      assert.deepEqual(
        AWS.checkConfig({
          region: "eu-west-1",
          allowedAccountIds: '["111122223333"]',
          assumeRoles: '[{"roleArn":"arn:aws:iam::444455556666:role/deploy"}]',
        }),
        ["AWS account ID not allowed: 444455556666"],
      ));

    it("moves when its region changes, and only then", () => {
      assert.deepEqual(AWS.relocating({ region: "eu-west-1" }, { region: "eu-central-1" }), ["region"]);
      assert.deepEqual(AWS.relocating({ region: "eu-west-1" }, { region: "eu-west-1", profile: "x" }), []);
    });
  });

  describe("check", () => {
    const cases: [string, string, Properties, string[]][] = [
      ["nothing wrong", KEY, { description: "d" }, []],
      [
        "something required is missing",
        "aws:s3/bucketPolicy:BucketPolicy",
        { bucket: "b" },
        [
          "Missing required argument. The argument \"policy\" is required, but no definition was found. Examine values at 'it.policy'.",
        ],
      ],
      [
        "something required is missing inside",
        CLUSTER,
        { roleArn: "r", vpcConfig: {} },
        [
          "Missing required argument. The argument \"subnetIds\" is required, but no definition was found. Examine values at 'it.vpcConfig.subnetIds'.",
        ],
      ],
      [
        "what is not known counts as set",
        CLUSTER,
        { roleArn: UNKNOWN, vpcConfig: { subnetIds: UNKNOWN } },
        [],
      ],
      ["what is not known as a whole is not looked into", CLUSTER, { roleArn: "r", vpcConfig: UNKNOWN }, []],
      [
        "a name that no argument has",
        KEY,
        { descriptoin: "d", description: "d" },
        [
          "Unsupported argument. An argument named \"descriptoin\" is not expected here. Examine values at 'it.descriptoin'.",
        ],
      ],
      [
        "a name with one letter wrong, inside",
        CLUSTER,
        { roleArn: "r", vpcConfig: { subnetIds: ["s"], endpointPrivateAcces: true } },
        [
          'Unsupported argument. An argument named "endpointPrivateAcces" is not expected here; did you mean "endpointPrivateAccess". Examine values at \'it.vpcConfig.endpointPrivateAcces\'.',
        ],
      ],
      [
        "an output is set",
        KEY,
        { arn: "x" },
        [
          "Value for unconfigurable attribute. Can't configure a value for \"arn\": its value will be decided automatically based on the result of applying this configuration. Examine values at 'it.arn'.",
        ],
      ],
      [
        "two that exclude each other",
        "aws:ec2/launchTemplate:LaunchTemplate",
        { name: "a", namePrefix: "b" },
        [
          "Conflicting configuration arguments. \"name\": conflicts with namePrefix. Examine values at 'it.name'.",
        ],
      ],
      [
        "none of which exactly one is needed",
        "aws:acm/certificate:Certificate",
        {},
        [
          "Invalid combination of arguments. \"domainName\": one of `domainName,privateKey` must be specified. Examine values at 'it.domainName'.",
        ],
      ],
      [
        "a value that is not allowed",
        "aws:cloudwatch/logGroup:LogGroup",
        { retentionInDays: 100 },
        [
          "expected retentionInDays to be one of [0,1,3,5,7,14,30,60,90,120,150,180,365,400,545,731,1096,1827,2192,2557,2922,3288,3653], got 100. Examine values at 'it.retentionInDays'.",
        ],
      ],
      [
        "a list where an object belongs, an object where a list belongs",
        CLUSTER,
        { roleArn: "r", vpcConfig: [{ subnetIds: ["s"] }], enabledClusterLogTypes: { audit: true } },
        [
          "Incorrect attribute value type. an object was expected. Examine values at 'it.vpcConfig'.",
          "Incorrect attribute value type. a list was expected. Examine values at 'it.enabledClusterLogTypes'.",
        ],
      ],
      [
        "a bucket name in upper case",
        BUCKET,
        { bucket: "Example" },
        [
          "invalid value for bucket (Example). only lowercase alphanumeric characters, dots and hyphens are allowed, the first and last alphanumeric. Examine values at 'it.bucket'.",
        ],
      ],
      [
        "a name that is too long",
        ROLE,
        { name: "r".repeat(65), assumeRolePolicy: "{}" },
        [
          `expected length of name to be in the range (1 - 64), got ${"r".repeat(65)}. Examine values at 'it.name'.`,
        ],
      ],
    ];
    for (const [title, type, inputs, expected] of cases)
      it(title, () => assert.deepEqual(one.failures(type, inputs), expected));

    it("names a type of which it has no facts", () =>
      assert.throws(() => one.check("aws:braket/device:Device", {}), {
        message:
          "the sandbox's aws provider has no facts of the type aws:braket/device:Device; engine/sandbox/README.md says how to teach it",
        reason: "invalid",
      }));

    it("makes a name up, keeps it, and gives way to one that is set", () => {
      const { inputs } = one.check(ROLE, { assumeRolePolicy: "{}" });
      assert.match(text(inputs["name"]), /^it-[0-9a-f]{7}$/);
      assert.deepEqual(
        one.check(ROLE, { assumeRolePolicy: "{}" }, { ...inputs, name: "it-0000000" }).inputs["name"],
        "it-0000000",
      );
      assert.equal(one.check(ROLE, { assumeRolePolicy: "{}", name: "set" }, inputs).inputs["name"], "set");
      assert.equal(one.check(ROLE, { assumeRolePolicy: "{}", namePrefix: "x-" }).inputs["name"], undefined);
      const wasSet = { name: "set", assumeRolePolicy: "{}", __defaults: [] };
      assert.match(
        text(one.check(ROLE, { assumeRolePolicy: "{}" }, wasSet).inputs["name"]),
        /^it-[0-9a-f]{7}$/,
      );
      assert.match(text(one.check(BUCKET, {}, {}, "Mixed").inputs["bucket"]), /^mixed-[0-9a-f]{7}$/);
      assert.match(
        text(one.check("aws:kms/alias:Alias", { targetKeyId: "k" }).inputs["name"]),
        /^alias\/it-[0-9a-f]{7}$/,
      );
    });

    it("gives a replacement another made-up name", async () => {
      const first = one.check(ROLE, { assumeRolePolicy: "{}" }).inputs["name"];
      await one.create(ROLE, { assumeRolePolicy: "{}" });
      assert.notEqual(one.check(ROLE, { assumeRolePolicy: "{}" }).inputs["name"], first);
    });

    it("adds the provider's default tags below a resource's own", async () => {
      const tagged = await stack("one", { defaultTags: '{"tags":{"owner":"platform","stage":"test"}}' });
      const { tags } = tagged.check(KEY, { tags: { stage: "own" } }).inputs;
      assert.deepEqual(tags, { owner: "platform", stage: "own" });
      assert.equal(tagged.check("aws:kms/alias:Alias", { targetKeyId: "k" }).inputs["tags"], undefined);
    });
  });

  describe("preview", () => {
    it("knows inputs, defaults and the region, and nothing computed", () => {
      const outputs = one.preview(KEY, { description: "d", policy: UNKNOWN });
      assert.deepEqual(outputs, {
        bypassPolicyLockoutSafetyCheck: false,
        enableKeyRotation: false,
        isEnabled: true,
        description: "d",
        policy: UNKNOWN,
        region: "eu-west-1",
        arn: UNKNOWN,
        keyId: UNKNOWN,
        multiRegion: UNKNOWN,
        rotationPeriodInDays: UNKNOWN,
        tagsAll: {},
      });
    });

    it("keeps what is known beside what is computed in one object", () => {
      const { vpcConfig } = one.preview(CLUSTER, {
        name: "c",
        roleArn: "r",
        vpcConfig: { subnetIds: ["s"] },
      });
      assert.deepEqual(vpcConfig, {
        subnetIds: ["s"],
        clusterSecurityGroupId: UNKNOWN,
        publicAccessCidrs: UNKNOWN,
        vpcId: UNKNOWN,
      });
    });

    it("keeps secrets secret", async () => {
      const type = "aws:secretsmanager/secretVersion:SecretVersion";
      const inputs = { secretId: "s", secretString: secret("x") };
      assert.equal(isSecret(one.preview(type, inputs)["secretString"]), true);
      const { outputs } = await one.create(type, { secretId: "s", secretString: "x" });
      assert.deepEqual(outputs["secretString"], secret("x"));
    });
  });

  describe("made-up values", () => {
    it("are the same in every run, and plausible", async () => {
      const { id, outputs } = await one.create(VPC, { cidrBlock: "10.0.0.0/16" }, "net");
      assert.match(id, /^vpc-[0-9a-f]{17}$/);
      assert.equal(outputs["arn"], `arn:aws:ec2:eu-west-1:111122223333:vpc/${id}`);
      assert.match(text(outputs["defaultSecurityGroupId"]), /^sg-[0-9a-f]{17}$/);
      const other = new TestCloud();
      const again = new TestStack(await other.cloud(), AWS, { region: "eu-west-1" });
      assert.equal((await again.create(VPC, { cidrBlock: "10.1.0.0/16" }, "net")).id, id);
      other.dispose();
    });

    it("take the region from the resource, and the partition from the region", async () => {
      const topic = await one.create("aws:sns/topic:Topic", { name: "t", region: "us-gov-west-1" });
      assert.equal(topic.id, "arn:aws-us-gov:sns:us-gov-west-1:111122223333:t");
      assert.equal(topic.outputs["region"], "us-gov-west-1");
      const china = await stack("one", { region: "cn-north-1" });
      const bucket = await china.create(BUCKET, { bucket: "example" });
      assert.equal(bucket.outputs["arn"], "arn:aws-cn:s3:::example");
      assert.equal(bucket.outputs["region"], "cn-north-1");
      assert.equal(bucket.outputs["bucketRegionalDomainName"], "example.s3.cn-north-1.amazonaws.com.cn");
    });

    it("of an EKS cluster serve a kubeconfig and an OIDC provider, and find the VPC", async () => {
      const vpc = await one.create(VPC, { cidrBlock: "10.0.0.0/16" });
      const subnet = await one.create(SUBNET, {
        vpcId: vpc.id,
        cidrBlock: "10.0.0.0/24",
        availabilityZone: "eu-west-1b",
      });
      assert.equal(subnet.outputs["availabilityZoneId"], "euw1-az2");
      const { outputs } = await one.create(CLUSTER, {
        name: "c",
        roleArn: "r",
        vpcConfig: { subnetIds: [subnet.id] },
      });
      const host = /^https:\/\/([0-9A-F]{32})\.gr7\.eu-west-1\.eks\.amazonaws\.com$/.exec(
        text(outputs["endpoint"]),
      )?.[1];
      assert.deepEqual(outputs["identities"], [
        { oidcs: [{ issuer: `https://oidc.eks.eu-west-1.amazonaws.com/id/${host}` }] },
      ]);
      assert.equal((outputs["vpcConfig"] as Properties)["vpcId"], vpc.id);
    });

    it("of a network load balancer carry its kind", async () => {
      const { id, outputs } = await one.create("aws:lb/loadBalancer:LoadBalancer", {
        name: "receive",
        loadBalancerType: "network",
        subnets: ["s"],
      });
      assert.match(
        id,
        /^arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer\/net\/receive\/[0-9a-f]{16}$/,
      );
      assert.match(text(outputs["arnSuffix"]), /^net\/receive\/[0-9a-f]{16}$/);
    });

    it("of a replica key repeat the primary's id in another region", async () => {
      const primary = await one.create(KEY, { multiRegion: true });
      assert.match(primary.id, /^mrk-[0-9a-f]{32}$/);
      const replica = await one.create("aws:kms/replicaKey:ReplicaKey", {
        primaryKeyArn: primary.outputs["arn"] ?? "",
        region: "eu-central-1",
      });
      assert.equal(replica.outputs["arn"], `arn:aws:kms:eu-central-1:111122223333:key/${primary.id}`);
    });

    it("stay the same over an update, at preview too", async () => {
      const { id, outputs } = await one.create(KEY, { description: "a" });
      const expected = { ...outputs, description: "b" };
      assert.deepEqual(one.previewUpdate(KEY, id, outputs, { description: "b" }), expected);
      assert.deepEqual(await one.update(KEY, id, outputs, { description: "b" }), expected);
      assert.deepEqual(one.read(KEY, id), expected);
    });
  });

  describe("diff", () => {
    const cases: [string, string, Properties, Properties, string[]][] = [
      ["a description changes in place", KEY, { description: "a" }, { description: "b" }, ["description"]],
      ["a bucket's name replaces it", BUCKET, { bucket: "aaa" }, { bucket: "bbb" }, ["bucket replaces"]],
      [
        "object lock replaces a bucket",
        BUCKET,
        { bucket: "aaa" },
        { bucket: "aaa", objectLockEnabled: true },
        ["objectLockEnabled replaces"],
      ],
      [
        "a database's encryption replaces it",
        "aws:rds/cluster:Cluster",
        { clusterIdentifier: "c", engine: "aurora-postgresql", storageEncrypted: false },
        { clusterIdentifier: "c", engine: "aurora-postgresql", storageEncrypted: true },
        ["storageEncrypted replaces"],
      ],
      [
        "a cluster's subnets change in place",
        CLUSTER,
        { name: "c", roleArn: "r", vpcConfig: { subnetIds: ["a"] } },
        { name: "c", roleArn: "r", vpcConfig: { subnetIds: ["a", "b"] } },
        ["vpcConfig.subnetIds[1]"],
      ],
      [
        "a cluster's encryption replaces it",
        CLUSTER,
        { name: "c", roleArn: "r", vpcConfig: { subnetIds: ["a"] } },
        {
          name: "c",
          roleArn: "r",
          vpcConfig: { subnetIds: ["a"] },
          encryptionConfig: { provider: { keyArn: "k" }, resources: ["secrets"] },
        },
        ["encryptionConfig replaces"],
      ],
      [
        "a policy in other words is the same",
        ROLE,
        { assumeRolePolicy: '{"a":1}' },
        { assumeRolePolicy: '{ "a": 1 }' },
        [],
      ],
    ];
    for (const [title, type, olds, news, expected] of cases)
      it(title, () => assert.deepEqual(one.changes(type, olds, news), expected));

    it("deletes first where the new one needs the old one's name", () => {
      const cluster = (roleArn: string): Properties => ({
        name: "c",
        roleArn,
        vpcConfig: { subnetIds: ["a"] },
      });
      assert.equal(one.diff(CLUSTER, cluster("a"), cluster("b")).deleteBeforeReplace, true);
      assert.equal(one.diff(BUCKET, { bucket: "aaa" }, { bucket: "bbb" }).deleteBeforeReplace, false);
    });
  });

  describe("names", () => {
    const taken = (
      name: string,
      called: string,
      code: string,
      type: string,
    ): { message: string; reason: string } => ({
      message: `creating ${called} (${name}): ${code}: it exists already; ${one.urn(type, "it")} holds it`,
      reason: "exists",
    });

    it("of buckets are the world's", async () => {
      await one.create(BUCKET, { bucket: "example" });
      await assert.rejects(
        two.create(BUCKET, { bucket: "example" }),
        taken("example", "S3 Bucket", "BucketAlreadyExists", BUCKET),
      );
      assert.throws(
        () => two.preview(BUCKET, { bucket: "example" }),
        taken("example", "S3 Bucket", "BucketAlreadyExists", BUCKET),
      );
    });

    it("of roles are the account's, whatever the region", async () => {
      const inputs = { name: "deploy", assumeRolePolicy: "{}" };
      await one.create(ROLE, inputs);
      await two.create(ROLE, inputs);
      const elsewhere = await stack("three", { region: "us-east-1", allowedAccountIds: '["111122223333"]' });
      await assert.rejects(
        elsewhere.create(ROLE, inputs),
        taken("deploy", "IAM Role", "EntityAlreadyExists", ROLE),
      );
    });

    it("of service-linked roles are the account's: a service has one, whatever the region", async () => {
      const type = "aws:iam/serviceLinkedRole:ServiceLinkedRole";
      const inputs = { awsServiceName: "config.amazonaws.com" };
      await one.create(type, inputs);
      const elsewhere = await stack("three", { region: "us-east-1", allowedAccountIds: '["111122223333"]' });
      await assert.rejects(
        elsewhere.create(type, inputs),
        taken("config.amazonaws.com", "IAM Service Linked Role", "InvalidInput", type),
      );
    });

    it("of log groups are the region's", async () => {
      const type = "aws:cloudwatch/logGroup:LogGroup";
      await one.create(type, { name: "/pharos" });
      await one.create(type, { name: "/pharos", region: "eu-central-1" }, "other");
      await assert.rejects(
        one.create(type, { name: "/pharos" }, "third"),
        taken("/pharos", "CloudWatch Logs Log Group", "ResourceAlreadyExistsException", type),
      );
    });

    it("may be kept by the resource that has them when it is replaced, as far as a preview can tell", async () => {
      await one.create(BUCKET, { bucket: "example" });
      one.preview(BUCKET, { bucket: "example" });
    });

    it("are not the resource's own when it is made again: its state was lost, as in a true cloud", async () => {
      await one.create(BUCKET, { bucket: "example" });
      await assert.rejects(
        one.create(BUCKET, { bucket: "example" }),
        taken("example", "S3 Bucket", "BucketAlreadyExists", BUCKET),
      );
    });

    it("are free after a deletion", async () => {
      const { id, outputs } = await one.create(BUCKET, { bucket: "example" });
      await one.delete(BUCKET, id, outputs);
      await two.create(BUCKET, { bucket: "example" });
    });
  });

  describe("what exists", () => {
    it("is read back, until it is deleted", async () => {
      const { id, outputs } = await one.create(VPC, { cidrBlock: "10.0.0.0/16" });
      assert.deepEqual(one.read(VPC, id, outputs), outputs);
      await one.delete(VPC, id, outputs);
      assert.equal(one.read(VPC, id, outputs), undefined);
      await one.delete(VPC, id, outputs); // gone is gone
      await assert.rejects(
        one.update(VPC, id, outputs, { cidrBlock: "10.0.0.0/16", enableDnsSupport: false }),
        {
          message: `updating aws:ec2/vpc:Vpc (${id}): it does not exist`,
        },
      );
    });

    it("is not written twice by two resources", async () => {
      const type = "aws:s3/bucketVersioning:BucketVersioning";
      const inputs = { bucket: "example", versioningConfiguration: { status: "Enabled" } };
      await one.create(type, inputs, "a");
      await one.create(type, inputs, "a");
      await assert.rejects(one.create(type, inputs, "b"), {
        message: `creating S3 Bucket Versioning (example): it exists already; ${one.urn(type, "a")} made it, and two resources that set the same thing undo each other`,
      });
    });

    it("takes its parts along", async () => {
      const bucket = await one.create(BUCKET, { bucket: "example" });
      const versioning = "aws:s3/bucketVersioning:BucketVersioning";
      await one.create(versioning, { bucket: "example", versioningConfiguration: { status: "Enabled" } });
      await one.delete(BUCKET, bucket.id, bucket.outputs);
      assert.equal(one.read(versioning, "example"), undefined);
    });

    it("stays while something needs it or forbids it", async () => {
      const service = await one.create("aws:ec2/vpcEndpointService:VpcEndpointService", {
        acceptanceRequired: false,
      });
      const serviceName = service.outputs["serviceName"] ?? "";
      await one.create("aws:ec2/vpcEndpoint:VpcEndpoint", { vpcId: "v", serviceName }, "spoke");
      await assert.rejects(
        one.delete("aws:ec2/vpcEndpointService:VpcEndpointService", service.id, service.outputs),
        {
          message: `deleting EC2 Vpc Endpoint Service (${service.id}): ExistingVpcEndpointConnections: an endpoint is connected to it: ${one.urn("aws:ec2/vpcEndpoint:VpcEndpoint", "spoke")}`,
          reason: "precondition",
        },
      );
      const database = await one.create("aws:rds/cluster:Cluster", {
        clusterIdentifier: "c",
        engine: "e",
        deletionProtection: true,
      });
      await assert.rejects(one.delete("aws:rds/cluster:Cluster", database.id, database.outputs), {
        message:
          "deleting RDS Cluster (c): OperationNotPermitted: it cannot be deleted because deletionProtection is on",
      });
    });
  });

  describe("functions", () => {
    it("answer from the provider's settings", () => {
      assert.equal(one.invoke("aws:index/getCallerIdentity:getCallerIdentity")["accountId"], "111122223333");
      assert.equal(one.invoke("aws:index/getRegion:getRegion")["name"], "eu-west-1");
      assert.deepEqual(one.invoke("aws:index/getPartition:getPartition"), {
        id: "aws",
        partition: "aws",
        dnsSuffix: "amazonaws.com",
        reverseDnsPrefix: "com.amazonaws",
      });
      assert.deepEqual(
        one.invoke("aws:index/getAvailabilityZones:getAvailabilityZones", { region: "us-west-2" }),
        {
          id: "us-west-2",
          region: "us-west-2",
          names: ["us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d"],
          zoneIds: ["usw2-az1", "usw2-az2", "usw2-az3", "usw2-az4"],
          groupNames: ["us-west-2"],
        },
      );
    });

    it("look things up among what was made", async () => {
      const { outputs } = await one.create(CLUSTER, {
        name: "c",
        roleArn: "r",
        vpcConfig: { subnetIds: ["s"] },
      });
      assert.equal(
        one.invoke("aws:eks/getCluster:getCluster", { name: "c" })["endpoint"],
        outputs["endpoint"],
      );
      assert.throws(() => one.invoke("aws:eks/getCluster:getCluster", { name: "d" }), {
        message: 'no matching EKS Cluster found (name "d"): the sandbox holds only what was made in it',
      });
    });

    it("that are not known are named", () =>
      assert.throws(() => one.invoke("aws:ec2/getAmi:getAmi"), {
        message:
          "the sandbox's aws provider does not know the function aws:ec2/getAmi:getAmi; engine/sandbox/README.md says how to teach it",
      }));
  });
});
