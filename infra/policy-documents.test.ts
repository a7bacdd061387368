import assert from "node:assert/strict";
import type { Recording, Registered } from "../components/testing/record";
import { bucketPlans, trailBucketPlan } from "../content/buckets";
import { policyFaults, type DocumentKind } from "../policies/testing/policy-faults";
import { recordAllWithWorkspaces, recordStacks, withWorkspaces } from "./testing/stacks";

/** Every policy document of the three real stacks, with Thanos and with workspaces of AWS, wherever it stands, judged by what AWS's service authorization reference knows. */

/** Where policy documents stand, and what for. A property that is not here fails: somebody has to say what it is. */
const PLACES: Readonly<Record<string, DocumentKind>> = {
  "aws:backup/vaultPolicy:VaultPolicy policy": "resource",
  "aws:ec2/vpcEndpoint:VpcEndpoint policy": "fence",
  "aws:iam/role:Role assumeRolePolicy": "trust",
  "aws:iam/rolePolicy:RolePolicy policy": "identity",
  "aws:kms/key:Key policy": "resource",
  "aws:s3/bucketPolicy:BucketPolicy policy": "resource",
  "aws:secretsmanager/secretPolicy:SecretPolicy policy": "resource",
  "aws:sns/topicPolicy:TopicPolicy policy": "resource",
  "aws:sqs/queuePolicy:QueuePolicy policy": "resource",
};

/** Texts that are called a policy and are none of IAM's: where messages go that could not be read. */
const NO_DOCUMENTS = ["aws:sqs/queue:Queue redriveAllowPolicy", "aws:sqs/queue:Queue redrivePolicy"];

interface Exception {
  /** `type name`, the same in every stack. */
  readonly at: string;
  readonly fault: string;
  /** Why it cannot be otherwise, and who says so. */
  readonly why: string;
}

const replicated = [...Object.values(bucketPlans), trailBucketPlan].map(({ purpose }) => purpose);
const REGIONAL =
  "many of its actions know no resource, and so no owner of one; callers are the account's own";

const LISTED =
  "AWS Backup lists before it knows a name; of the account's own databases, in the stack's regions, and reading alone";

/** Actions of one statement of a role of AWS Backup whose resources can be told by region and account alone. */
const everything = (role: string, sid: string, why: string, actions: readonly string[]): Exception[] =>
  actions.map((action) => ({
    at: `aws:iam/rolePolicy:RolePolicy ${role}-policy`,
    fault: `'${sid}' allows ${action} on everything`,
    why,
  }));

const EXCEPTIONS: readonly Exception[] = [
  ...replicated.map((purpose) => ({
    at: `aws:iam/role:Role ${purpose}-role`,
    fault: "'ReplicateWithS3' lets s3.amazonaws.com in without saying for whom",
    why: "S3 user guide, 'Setting up permissions for live replication', names the service alone; whoever configures a replication must be allowed to pass the role",
  })),
  {
    at: "aws:iam/role:Role platform-node-role",
    fault: "'RunNode' lets ec2.amazonaws.com in without saying for whom",
    why: "EKS user guide, 'Amazon EKS Auto Mode node IAM role', names the service alone: an instance takes the role of its profile, which must be passed to it",
  },
  {
    at: "aws:iam/role:Role pod-elasticsearch-snapshots-role",
    fault: "'TakeWithToken' lets arn:of:platform-issuer in",
    why: "EKS user guide, 'Assign IAM roles to Kubernetes service accounts': the principal is IAM's record of the cluster's own issuer",
  },
  ...["aud", "sub"].flatMap((key) =>
    [
      `asks for issuer-of-platform-cluster.example:${key}, which AWS does not know`,
      `asks sts:AssumeRoleWithWebIdentity for issuer-of-platform-cluster.example:${key}, which it never says`,
    ].map((fault) => ({
      at: "aws:iam/role:Role pod-elasticsearch-snapshots-role",
      fault: `'TakeWithToken' ${fault}`,
      why: "IAM user guide, 'Available keys for AWS OIDC federation': their names begin with the issuer's own, which no list can have",
    })),
  ),
  ...["GetMetricData", "ListMetrics"].map((action) => ({
    at: "aws:iam/rolePolicy:RolePolicy pod-yace-policy",
    fault: `'ReadMetrics' allows cloudwatch:${action} on everything`,
    why: "service authorization reference, CloudWatch: the one resource that it takes, a data set of OpenTelemetry, is no metric of AWS; the region is limited",
  })),
  ...["logs-data-key", "audit-data-key"].map((key) => ({
    at: `aws:kms/key:Key ${key}`,
    fault:
      "'UseForLogGroups' asks kms:DescribeKey for kms:encryptioncontext:aws:logs:arn, which it never says",
    why: "CloudWatch Logs user guide, 'Encrypt log data in CloudWatch Logs using AWS KMS', puts kms:Describe* under the same condition; there it grants nothing, and nothing is missing",
  })),
  ...everything("backups-saver", "FindDatabases", LISTED, [
    "rds:DescribeDBClusterAutomatedBackups",
    "rds:DescribeDBClusterSnapshots",
    "rds:DescribeDBClusters",
  ]),
  ...everything("backups-restorer", "FindDatabases", LISTED, [
    "rds:DescribeDBClusterSnapshots",
    "rds:DescribeDBClusters",
    "rds:DescribeDBInstances",
  ]),
  ...["ec2", "eks", "elasticloadbalancing", "monitoring", "sts"].map((service) => ({
    at: `aws:ec2/vpcEndpoint:VpcEndpoint endpoints-${service}`,
    fault: "'OwnCallers' reaches resources of other accounts",
    why: REGIONAL,
  })),
  ...["ecr.api", "ecr.dkr"].map((service) => ({
    at: `aws:ec2/vpcEndpoint:VpcEndpoint endpoints-${service}`,
    fault: "'PullImages' reaches resources of other accounts",
    why: "images of AWS's add-ons lie in registries of AWS's accounts; only reading is let through",
  })),
  {
    at: "aws:ec2/vpcEndpoint:VpcEndpoint endpoints-sts",
    fault: "'TokensForOwnRoles' lets callers of other accounts through",
    why: "STS API reference, AssumeRoleWithWebIdentity: the call is not signed, so that there is no caller's account; the roles are the account's own",
  },
  ...["lets callers of other accounts through", "reaches resources of other accounts"].map((fault) => ({
    at: "aws:ec2/vpcEndpoint:VpcEndpoint network-s3",
    fault: `'ReadImages' ${fault}`,
    why: "ECR user guide, 'Minimum Amazon S3 bucket permissions for Amazon ECR': layers are read from ECR's own bucket, with addresses that ECR signed",
  })),
];

/** Policies of AWS's own, of which nobody but AWS says what is in them: EKS user guide, 'Amazon EKS Auto Mode cluster/node IAM role'. */
const MANAGED = [
  "platform-node-role AmazonEC2ContainerRegistryPullOnly",
  "platform-node-role AmazonEKSWorkerNodeMinimalPolicy",
  "platform-role AmazonEKSBlockStoragePolicy",
  "platform-role AmazonEKSClusterPolicy",
  "platform-role AmazonEKSComputePolicy",
  "platform-role AmazonEKSLoadBalancingPolicy",
  "platform-role AmazonEKSNetworkingPolicy",
];

interface Found {
  readonly stack: string;
  readonly resource: Registered;
  readonly place: string;
  readonly text: unknown;
}

type Recordings = ReadonlyMap<string, Recording>;

/** Every text or object among a resource's inputs that has statements, or is called a policy. */
function documentsIn(value: unknown, path: string): { path: string; text: unknown }[] {
  if (typeof value === "string")
    return isStatements(parsed(value)) || /policy$/i.test(path) ? [{ path, text: value }] : [];
  if (typeof value !== "object" || value === null) return [];
  if (isStatements(value)) return [{ path, text: value }];
  return Object.entries(value).flatMap(([key, inner]) =>
    documentsIn(inner, Array.isArray(value) ? `${path}[]` : path === "" ? key : `${path}.${key}`),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isStatements = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "Statement" in value;

function documentsOf(recordings: Recordings): Found[] {
  return [...recordings].flatMap(([stack, { resources }]) =>
    resources
      .filter(({ type }) => type.startsWith("aws:"))
      .flatMap((resource) =>
        documentsIn(resource.inputs, "").map(({ path, text }) => ({
          stack,
          resource,
          place: `${resource.type} ${path}`,
          text,
        })),
      )
      .filter(({ place }) => !NO_DOCUMENTS.includes(place)),
  );
}

/** Whether a resource in a policy is that on which the policy hangs: `*` in a key's means the key, in a vault's the vault. */
function ownerOf({ type, inputs }: Registered, { resources }: Recording): (resource: string) => boolean {
  const byOutput = (key: string, value: unknown): string =>
    String(
      (resources.find(({ outputs }) => outputs[key] === value) ?? assert.fail(String(value))).inputs["name"],
    );
  switch (type) {
    case "aws:kms/key:Key":
      return (resource) => resource === "*";
    case "aws:s3/bucketPolicy:BucketPolicy":
      return (resource) => (resource.split("/")[0] ?? "") === `arn:aws:s3:::${String(inputs["bucket"])}`;
    case "aws:backup/vaultPolicy:VaultPolicy":
      return (resource) =>
        resource === "*" || resource.endsWith(`:backup-vault:${String(inputs["backupVaultName"])}`);
    case "aws:secretsmanager/secretPolicy:SecretPolicy":
      return (resource) => resource.endsWith(`:secret:${byOutput("arn", inputs["secretArn"])}-??????`);
    case "aws:sns/topicPolicy:TopicPolicy":
      return (resource) => resource.endsWith(`:${byOutput("arn", inputs["arn"])}`);
    case "aws:sqs/queuePolicy:QueuePolicy":
      return (resource) => resource.endsWith(`:${byOutput("url", inputs["queueUrl"])}`);
    default:
      return () => false;
  }
}

const accountOf = (recording: Recording): string => {
  const [provider] = recording.ofType("pulumi:providers:aws");
  const [account] = JSON.parse(String(provider?.inputs["allowedAccountIds"])) as string[];
  return account ?? assert.fail("the provider names no account");
};

/** What is wrong with one document, as `type name 'Sid' fault`. */
async function faultsOf({ resource, place, text }: Found, recording: Recording): Promise<string[]> {
  const kind = PLACES[place] ?? assert.fail(place);
  const isOwn = ownerOf(resource, recording);
  const faults = await policyFaults({ kind, text, account: accountOf(recording), isOwn });
  return faults.map((fault) => `${resource.type} ${resource.name} ${fault}`);
}

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

describe("policy documents", function () {
  this.timeout(PATIENCE_MS);
  let recordings: Recordings;
  let documents: Found[];
  before(async () => {
    const apart = [...(await recordAllWithWorkspaces())].map(
      ([stack, recording]) => [withWorkspaces(stack), recording] as const,
    );
    recordings = new Map([...(await recordStacks()), ...apart]);
    documents = documentsOf(recordings);
  });
  const recordingOf = (stack: string): Recording => recordings.get(stack) ?? assert.fail(stack);

  it("stand in these properties, and nowhere else", () => {
    const places = [...new Set(documents.map(({ place }) => place))].sort();
    assert.deepEqual(places, Object.keys(PLACES));
    assert.ok(documents.length > 300, `${documents.length} documents`);
  });

  it("hang on every role, key, bucket, topic, queue, secret, vault and endpoint", () => {
    for (const [stack, recording] of recordings) {
      const count = (type: string): number => recording.ofType(type).length;
      const pairs: readonly (readonly [holder: string, policy: string])[] = [
        ["aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy"],
        ["aws:sns/topic:Topic", "aws:sns/topicPolicy:TopicPolicy"],
        ["aws:sqs/queue:Queue", "aws:sqs/queuePolicy:QueuePolicy"],
        ["aws:secretsmanager/secret:Secret", "aws:secretsmanager/secretPolicy:SecretPolicy"],
        ["aws:backup/vault:Vault", "aws:backup/vaultPolicy:VaultPolicy"],
      ];
      for (const [holder, policy] of pairs) assert.equal(count(policy), count(holder), `${stack} ${policy}`);
      const inline: readonly (readonly [type: string, property: string])[] = [
        ["aws:iam/role:Role", "assumeRolePolicy"],
        ["aws:kms/key:Key", "policy"],
        ["aws:ec2/vpcEndpoint:VpcEndpoint", "policy"],
      ];
      // The way to the hub leads to a service of ours: it authenticates with certificates, and AWS takes no policy for its endpoint.
      const without = inline.flatMap(([type, property]) =>
        recording
          .ofType(type)
          .filter(({ inputs }) => inputs[property] === undefined)
          .map(({ name }) => `${type} ${name}`),
      );
      assert.deepEqual(
        without,
        stack.startsWith("us-east-1") ? [] : ["aws:ec2/vpcEndpoint:VpcEndpoint ingest-link-endpoint"],
      );
    }
  });

  it("grant no more than they must, but for what a service demands", async () => {
    const faults = await Promise.all(documents.map((each) => faultsOf(each, recordingOf(each.stack))));
    assert.deepEqual(
      [...new Set(faults.flat())].sort(),
      EXCEPTIONS.map(({ at, fault }) => `${at} ${fault}`).sort(),
    );
  });

  it("of AWS's own are attached only where the cluster needs them", () => {
    for (const [stack, recording] of recordings) {
      const attached = recording
        .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        .map(({ name, inputs }) => {
          const policy = String(inputs["policyArn"]).replace("arn:aws:iam::aws:policy/", "");
          return `${name.replace(`-${policy}`, "")} ${policy}`;
        });
      assert.deepEqual(attached.sort(), MANAGED, stack);
      const nested = recording
        .ofType("aws:iam/role:Role")
        .filter(
          ({ inputs }) => inputs["managedPolicyArns"] !== undefined || inputs["inlinePolicies"] !== undefined,
        );
      assert.deepEqual(nested, [], stack);
    }
  });

  it("of the hub's endpoint service let the account's own spokes ask, and nobody in unasked", () => {
    const services = [...recordings.values()].flatMap((recording) =>
      recording.ofType("aws:ec2/vpcEndpointService:VpcEndpointService").map(({ inputs }) => inputs),
    );
    assert.deepEqual(
      services.map(({ allowedPrincipals }) => allowedPrincipals as unknown),
      // With Thanos, and with workspaces.
      [["arn:aws:iam::111122223333:root"], ["arn:aws:iam::111122223333:root"]],
    );
  });
});
