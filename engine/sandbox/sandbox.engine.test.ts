import assert from "node:assert/strict";
import { TestProject, type Outcome } from "./testing/project";

/** One resource or more of every provider; a cluster whose address only an update knows, and objects in it. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const ec2 = require("@pulumi/aws/ec2");
const eks = require("@pulumi/aws/eks");
const iam = require("@pulumi/aws/iam");
const kms = require("@pulumi/aws/kms");
const s3 = require("@pulumi/aws/s3");
const k8s = require("@pulumi/kubernetes");
const grafana = require("@pulumiverse/grafana");
const pagerduty = require("@pulumi/pagerduty");
const random = require("@pulumi/random");
const tls = require("@pulumi/tls");

const config = new pulumi.Config();
const provider = new aws.Provider("eu", {
  region: "eu-west-1",
  allowedAccountIds: ["111122223333"],
  defaultTags: { tags: { owner: "platform" } },
});
const options = { provider };
const vpc = new ec2.Vpc("vpc", { cidrBlock: config.get("cidr") ?? "10.0.0.0/16" }, options);
const subnet = new ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24", availabilityZone: "eu-west-1a" }, options);
const key = new kms.Key("key", { description: config.get("description") ?? "first" }, options);
const bucket = new s3.Bucket("bucket", { bucket: config.get("bucket") ?? "example-" + pulumi.getStack() }, options);
const role = new iam.Role("role", { assumeRolePolicy: "{}" }, options);
const cluster = new eks.Cluster("cluster", { name: "example-" + pulumi.getStack(), roleArn: role.arn, vpcConfig: { subnetIds: [subnet.id] } }, options);
const kubeconfig = pulumi.jsonStringify({
  clusters: [{ name: "c", cluster: { server: cluster.endpoint } }],
  contexts: [{ name: "c", context: { cluster: "c" } }],
  "current-context": "c",
});
const inCluster = { provider: new k8s.Provider("cluster", { kubeconfig }) };
const namespace = new k8s.core.v1.Namespace("namespace", { metadata: { name: "monitoring" } }, inCluster);
const release = new k8s.helm.v3.Release("prometheus", {
  chart: "kube-prometheus-stack",
  version: "1.2.3",
  namespace: namespace.metadata.name,
  repositoryOpts: { repo: "https://charts.example.com" },
  values: { key: key.arn },
}, inCluster);
new k8s.apiextensions.CustomResource("rule", {
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PrometheusRule",
  metadata: { name: "rule", namespace: namespace.metadata.name },
  spec: { groups: [{ name: "g", rules: [{ alert: "A", expr: "up == 0", ...(config.getBoolean("typo") && { fro: "5m" }) }] }] },
}, { ...inCluster, dependsOn: config.getBoolean("unordered") ? [] : [release] });
const inGrafana = { provider: new grafana.Provider("grafana", { url: "https://grafana.example.com", auth: "x" }) };
const folder = new grafana.oss.Folder("folder", { title: "Overview" }, inGrafana);
const inPagerDuty = { provider: new pagerduty.Provider("pagerduty", { token: "x" }) };
const user = pagerduty.getUserOutput({ email: "someone@example.com" }, inPagerDuty);
new pagerduty.EscalationPolicy("escalation", {
  rules: [{ escalationDelayInMinutes: 10, targets: [{ type: "user_reference", id: user.id }] }],
}, inPagerDuty);
const password = new random.RandomPassword("password", { length: 20 });
const privateKey = new tls.PrivateKey("privateKey", { algorithm: "ECDSA", ecdsaCurve: "P256" });

exports.vpcArn = vpc.arn;
exports.bucketArn = bucket.arn;
exports.namespace = namespace.metadata.name;
exports.folder = folder.url;
exports.passwordLength = pulumi.unsecret(password.result).apply((text) => text.length);
exports.publicKey = privateKey.publicKeyPem.apply((pem) => pem.slice(0, 26));
exports.zones = aws.getAvailabilityZonesOutput({}, options).names;
`;

/** Steps of the tests run in order: each goes on from the state the one before left. */
describe("the sandbox under the real engine", function () {
  this.timeout(300_000);
  let project: TestProject;

  before(async () => {
    project = new TestProject(PROGRAM);
    for (const stack of ["one", "two"]) succeed(await project.pulumi(["stack", "init", stack]));
  });
  after(() => project.dispose());

  function succeed(outcome: Outcome): string {
    assert.equal(outcome.code, 0, outcome.text);
    return outcome.text;
  }

  function refused(outcome: Outcome): string {
    assert.notEqual(outcome.code, 0, outcome.text);
    return outcome.text;
  }

  const outputs = async (): Promise<Record<string, unknown>> =>
    JSON.parse(succeed(await project.pulumi(["stack", "output", "--json", "-s", "one"]))) as Record<
      string,
      unknown
    >;

  /** How many resources the engine says it will treat, by what it does. */
  const counts = (text: string): string[] =>
    text
      .slice(text.indexOf("Resources:"))
      .split("\n")
      .slice(1)
      .map((line) => line.trim())
      .filter((line) => /^([+-]|\+-|~)?\s*\d+ /.test(line));

  it("previews with nothing computed known, inside a cluster that does not exist too", async () => {
    const text = succeed(await project.pulumi(["preview", "-s", "one", "--diff"]));
    assert.match(text, /vpcId {11}: \[unknown\]/);
    assert.match(text, /cidrBlock : "10\.0\.0\.0\/16"/);
    assert.match(text, /owner: "platform"/);
    assert.match(text, /key: \[unknown\]/);
    assert.match(text, /vpcArn {8}: \[unknown\]/);
    assert.match(text, /namespace {5}: "monitoring"/);
    assert.deepEqual(counts(text), ["+ 18 to create"]);
    assert.doesNotMatch(text, /warning/i);
  });

  it("refuses an unknown field of an object in a cluster that does not exist", async () => {
    const text = refused(await project.pulumi(["preview", "-s", "one", "-c", "typo=true"]));
    assert.match(
      text,
      /error: kubernetes:monitoring\.coreos\.com\/v1:PrometheusRule resource 'rule' has a problem: spec\.groups\[0\]\.rules\[0\]\.fro: field not declared in schema/,
    );
    succeed(await project.pulumi(["config", "rm", "typo", "-s", "one"]));
  });

  it("fails the second create as told, keeps what was made, and finishes the next time", async () => {
    const faults = [
      {
        type: "aws:*",
        operation: "create" as const,
        nth: 2,
        action: { fail: "ServiceUnavailable: try again" },
      },
    ];
    const text = refused(await project.pulumi(["up", "-s", "one", "--yes", "--skip-preview"], faults));
    assert.match(text, /error: ServiceUnavailable: try again/);
    assert.doesNotMatch(text, /corrupt|pending/i);
    succeed(await project.pulumi(["up", "-s", "one", "--yes", "--skip-preview"]));
  });

  it("computes plausible outputs", async () => {
    const { vpcArn, ...rest } = await outputs();
    assert.match(String(vpcArn), /^arn:aws:ec2:eu-west-1:111122223333:vpc\/vpc-[0-9a-f]{17}$/);
    assert.match(String(rest["folder"]), /^https:\/\/grafana\.example\.com\/dashboards\/f\/[a-z0-9]{14}\/$/);
    assert.deepEqual(
      { ...rest, folder: "" },
      {
        bucketArn: "arn:aws:s3:::example-one",
        namespace: "monitoring",
        folder: "",
        passwordLength: 20,
        publicKey: "-----BEGIN PUBLIC KEY-----",
        zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      },
    );
  });

  it("has nothing to change afterwards, before and after a refresh", async () => {
    assert.deepEqual(counts(succeed(await project.pulumi(["preview", "-s", "one", "--expect-no-changes"]))), [
      "18 unchanged",
    ]);
    const refresh = succeed(
      await project.pulumi(["refresh", "-s", "one", "--yes", "--skip-preview", "--expect-no-changes"]),
    );
    assert.deepEqual(counts(refresh), ["18 unchanged"]);
    succeed(await project.pulumi(["preview", "-s", "one", "--expect-no-changes"]));
  });

  it("changes in place what can, and replaces what cannot", async () => {
    const update = succeed(
      await project.pulumi(["preview", "-s", "one", "--diff", "-c", "description=second"]),
    );
    assert.match(update, /~ description: "first" => "second"/);
    assert.deepEqual(counts(update), ["~ 1 to update", "17 unchanged"]);
    succeed(await project.pulumi(["config", "rm", "description", "-s", "one"]));

    const replacement = succeed(
      await project.pulumi(["up", "-s", "one", "--yes", "--skip-preview", "-c", "bucket=example-renamed"]),
    );
    assert.match(replacement, /aws:s3:Bucket bucket replaced/);
    assert.deepEqual(counts(replacement), ["+-1 replaced", "17 unchanged"]);
    assert.equal((await outputs())["bucketArn"], "arn:aws:s3:::example-renamed");
  });

  it("refuses a bucket name that another stack has, at preview", async () => {
    const text = refused(await project.pulumi(["preview", "-s", "two", "-c", "bucket=example-renamed"]));
    assert.match(
      text,
      /error: Preview failed: creating S3 Bucket \(example-renamed\): BucketAlreadyExists: it exists already; urn:pulumi:one::sandbox-test::aws:s3\/bucket:Bucket::bucket holds it/,
    );
    succeed(await project.pulumi(["config", "rm", "bucket", "-s", "two"]));
  });

  it("refuses at update what comes before what it needs", async () => {
    const text = refused(
      await project.pulumi(
        ["up", "-s", "two", "--yes", "--skip-preview", "-c", "unordered=true"],
        [{ type: "kubernetes:helm.sh/v3:Release", action: { delayMs: 1500 }, operation: "create" }],
      ),
    );
    assert.match(
      text,
      /no matches for kind "PrometheusRule" in version "monitoring\.coreos\.com\/v1" \(the sandbox knows it from the charts kube-prometheus-stack, prometheus-operator-crds; none of them is installed in this cluster\)/,
    );
  });

  it("destroys everything, and the names are free again", async () => {
    succeed(await project.pulumi(["destroy", "-s", "one", "--yes", "--skip-preview"]));
    succeed(await project.pulumi(["preview", "-s", "two", "-c", "bucket=example-renamed"]));
  });
});
