import { caughtBy, harmless, noSecurityMatter, refused, type Survivor } from "./survivor";

const KEY = "aws:kms/key:Key";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const SECRET = "aws:secretsmanager/secret:Secret";
const SECRET_POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy";

/** Keys, roles, secrets, and who may take part in topics and queues. */
export const access: readonly Survivor[] = [
  ...harmless(
    [
      [KEY, ROLE_POLICY, "aws:ec2/vpcEndpoint:VpcEndpoint"],
      /policy\.Statement\[\](\.(Action|Resource|Principal\.(AWS|Service))\[\])?/,
      ["remove"],
      "All their statements allow: with one, or one entry of one, fewer, less is allowed.",
    ],
    [
      ROLE,
      /assumeRolePolicy\.Statement\[\](\.(Action|Principal\.Service)\[\])?/,
      ["remove"],
      "Whom a trust policy does not name cannot take the role.",
    ],
    [
      [KEY, ROLE, ROLE_POLICY, "aws:ec2/vpcEndpoint:VpcEndpoint"],
      /(policy|assumeRolePolicy)\..+/,
      ["move"],
      "A right on, or through, what lies in a region where nothing of ours lies.",
    ],
    [
      ROLE,
      /assumeRolePolicy\.Statement\[\]\.Action\[\]/,
      ["widen"],
      "What is wider than AssumeRole and TagSession asks for tokens, which the trusted services do not have.",
    ],
    [KEY, /deletionWindowInDays/, ["remove"], "KMS waits for 30 days where nothing is said."],
    [SECRET, /recoveryWindowInDays/, ["remove"], "Secrets Manager waits for 30 days where nothing is said."],

    [
      SECRET,
      /forceOverwriteReplicaSecret/,
      "all",
      "Whether a secret of the same name in the other region gives way to the copy.",
    ],
    [
      SECRET_POLICY,
      /blockPublicPolicy/,
      "all",
      "A second look of AWS at what ACC-SM-02 has refused already.",
    ],
  ),
  ...refused(
    [SECRET, /recoveryWindowInDays/, ["shorten"], "Secrets Manager takes 0 or 7 to 30 days."],
    [
      [ROLE_POLICY, "aws:iam/rolePolicyAttachment:RolePolicyAttachment"],
      /role/,
      ["move"],
      "There is no role of that name.",
    ],
  ),
  ...noSecurityMatter(
    ["aws:kms/alias:Alias", /.+/, "all", "A name for a key, by which no policy chooses."],
    [
      "aws:iam/serviceLinkedRole:ServiceLinkedRole",
      /.+/,
      "all",
      "Without the role AWS Config does not start, which its recorder's status shows at once.",
    ],
    [
      "aws:sns/topic:Topic",
      /signatureVersion/,
      ["remove"],
      "How deliveries over HTTP are signed; nobody subscribes over HTTP.",
    ],
  ),
  ...caughtBy("components/encryption/key-policy.test.ts")([
    KEY,
    /policy|policy\.Statement\[\]\.(Condition.*|Action\[\]|Resource\[\])/,
    "all",
    "Every statement but the administrators' has to have a condition and no wildcard action, and each is asserted in full.",
  ]),
  ...caughtBy("components/encryption/data-key.test.ts")([
    KEY,
    /tags(\.data-classification)?/,
    ["remove"],
    "What a key encrypts is said by what it encrypts too; its own tags are asserted with it.",
  ]),
  ...caughtBy("components/access/workload-role.test.ts")([
    ROLE,
    /assumeRolePolicy\.Statement\[\]\.Condition.*/,
    ["remove"],
    "The trust of workloads' roles is asserted in full; of services' roles ACC-IAM-07 kills it where they send their source, and the rest is in the tests of audit, backups and cluster.",
  ]),
  ...caughtBy("content/workload-permissions.test.ts")([
    ROLE_POLICY,
    /policy\.Statement\[\]\.(Condition.*|Resource\[\])/,
    "all",
    "Every statement names its resources, and a key is used through the service that stores; of backups, nodes and copies the tests beside them say the same.",
  ]),
  ...caughtBy("components/secrets/service-secrets.test.ts")(
    [
      SECRET,
      /replicas.*|tags(\..+)?|kmsKeyId/,
      "all",
      "Each secret has its copy in the other region under a key of that region.",
    ],
    [
      SECRET_POLICY,
      /policy.+|policy/,
      "all",
      "Nobody reads but the role that copies secrets into the cluster, and nobody without TLS: asserted in full.",
    ],
  ),
  ...caughtBy("components/alarms/topic-policy.test.ts")([
    "aws:sns/topicPolicy:TopicPolicy",
    /policy.+|policy/,
    "all",
    "Who publishes, for which account and resource, and that TLS is asked for, is asserted in full.",
  ]),
  ...caughtBy("components/audit/queue-policy.test.ts")([
    "aws:sqs/queuePolicy:QueuePolicy",
    /policy.+|policy/,
    "all",
    "Who sends, for which account and resource, and that TLS is asked for, is asserted in full.",
  ]),
  ...caughtBy("components/audit/audit.test.ts")([
    "aws:sqs/queue:Queue",
    /messageRetentionSeconds|(receiveWaitTime|visibilityTimeout)Seconds|redrive.+/,
    "all",
    "Queues of new files keep messages for 14 days, and put aside what nobody could read: all their inputs are asserted.",
  ]),
  ...caughtBy("components/cluster/cluster.test.ts")([
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    /.+/,
    "all",
    "The managed policies of nodes and cluster are an exact list; administrators' are killed by ACC-IAM-13.",
  ]),
];
