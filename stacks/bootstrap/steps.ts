import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from "@aws-sdk/client-kms";
import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { bucketPolicy } from "../../components/storage/bucket-policy";
import { providerArn, stateKeyPolicy } from "./documents";
import type { BootstrapPlan, PlannedRole } from "./plan";
import { sameDocument } from "./same-document";

/** How a thing is found: not there, there as planned, or there and different. */
export type Found = "absent" | "current" | "outdated";

/** One thing to have: looked for first, made or mended only where it has to be. Running all steps twice changes nothing. */
export interface Step {
  readonly what: string;
  readonly why: string;
  look(): Promise<Found>;
  /** Makes it, or makes it as planned. */
  make(): Promise<void>;
}

/** Days in which an old version of a stack's state can be brought back. */
const KEEP_STATE_DAYS = 365;

/** Name of the one policy in each role. */
const POLICY_NAME = "pharos";

/** Everything of a plan, in its order: later steps need earlier ones. */
export function bootstrapSteps(plan: BootstrapPlan): Step[] {
  const key = keyStep(plan);
  return [
    key,
    stateStep(plan, key),
    ...(plan.provider === undefined ? [] : [providerStep(plan, plan.provider)]),
    ...plan.roles.map((role) => roleStep(role, plan.ground.region, plan.tags, () => key.arn())),
  ];
}

interface KeyStep extends Step {
  /** ARN of the key; fails while there is none. */
  arn(): Promise<string>;
}

function keyStep({ ground, keyAlias, tags }: BootstrapPlan): KeyStep {
  const client = new KMSClient({ region: ground.region });
  const policy = stateKeyPolicy(ground);
  const describe = () => unlessAbsent(client.send(new DescribeKeyCommand({ KeyId: keyAlias })));
  const arn = async () => (await client.send(new DescribeKeyCommand({ KeyId: keyAlias }))).KeyMetadata!.Arn!;
  return {
    what: `key ${keyAlias}`,
    why: "encrypts the stacks' state, and the secrets in it (Pulumi's secrets provider)",
    arn,
    async look() {
      const found = await describe();
      if (found === undefined) return "absent";
      const KeyId = found.KeyMetadata!.KeyId!;
      const { Policy = "{}" } = await client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }));
      return sameDocument(Policy, policy) ? "current" : "outdated";
    },
    async make() {
      const found = await describe();
      if (found !== undefined) {
        await client.send(new PutKeyPolicyCommand({ KeyId: found.KeyMetadata!.KeyId!, Policy: policy }));
        return;
      }
      const made = await client.send(
        new CreateKeyCommand({
          Description: "Encrypts the state of Pulumi's stacks",
          Policy: policy,
          Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
        }),
      );
      const KeyId = made.KeyMetadata!.KeyId!;
      await client.send(new EnableKeyRotationCommand({ KeyId }));
      await client.send(new CreateAliasCommand({ AliasName: keyAlias, TargetKeyId: KeyId }));
    },
  };
}

function stateStep({ ground, tags }: BootstrapPlan, key: KeyStep): Step {
  const client = new S3Client({ region: ground.region });
  const Bucket = ground.stateBucket;
  return {
    what: `bucket ${Bucket}`,
    why: "holds the state of all stacks, every version of it for a year",
    async look() {
      if ((await unlessAbsent(client.send(new HeadBucketCommand({ Bucket })))) === undefined) return "absent";
      const found = await unlessAbsent(client.send(new GetBucketPolicyCommand({ Bucket })));
      const wanted = bucketPolicy(Bucket, await key.arn());
      return found?.Policy !== undefined && sameDocument(found.Policy, wanted) ? "current" : "outdated";
    },
    async make() {
      const keyArn = await key.arn();
      if ((await unlessAbsent(client.send(new HeadBucketCommand({ Bucket })))) === undefined) {
        await client.send(new CreateBucketCommand({ Bucket, ...placeOf(ground.region) }));
      }
      // The policy last: it is by the policy that a whole bucket is told from a half-made one.
      await client.send(
        new PutPublicAccessBlockCommand({
          Bucket,
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        }),
      );
      await client.send(
        new PutBucketOwnershipControlsCommand({
          Bucket,
          OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
        }),
      );
      await client.send(
        new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }),
      );
      await client.send(
        new PutBucketEncryptionCommand({
          Bucket,
          ServerSideEncryptionConfiguration: {
            Rules: [
              {
                ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: keyArn },
                BucketKeyEnabled: true,
              },
            ],
          },
        }),
      );
      await client.send(
        new PutBucketLifecycleConfigurationCommand({
          Bucket,
          LifecycleConfiguration: {
            Rules: [
              {
                ID: "old-versions",
                Status: "Enabled",
                Filter: { Prefix: "" },
                NoncurrentVersionExpiration: { NoncurrentDays: KEEP_STATE_DAYS },
              },
            ],
          },
        }),
      );
      await client.send(
        new PutBucketTaggingCommand({
          Bucket,
          Tagging: { TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
        }),
      );
      await client.send(new PutBucketPolicyCommand({ Bucket, Policy: bucketPolicy(Bucket, keyArn) }));
    },
  };
}

/** S3 takes every region's name but that of its first. */
function placeOf(region: string) {
  return region === "us-east-1"
    ? {}
    : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
}

function providerStep(
  { ground, tags }: BootstrapPlan,
  provider: NonNullable<BootstrapPlan["provider"]>,
): Step {
  const client = new IAMClient({ region: ground.region });
  const { url, audience } = provider;
  const arn = providerArn(ground.account, url.replace(/^https:\/\//, ""));
  return {
    what: `identity provider ${url}`,
    why: "lets pipelines come without a stored secret",
    async look() {
      const found = await unlessAbsent(
        client.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn })),
      );
      if (found === undefined) return "absent";
      return found.ClientIDList?.includes(audience) === true ? "current" : "outdated";
    },
    async make() {
      const found = await unlessAbsent(
        client.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn })),
      );
      if (found !== undefined) {
        await client.send(
          new AddClientIDToOpenIDConnectProviderCommand({
            OpenIDConnectProviderArn: arn,
            ClientID: audience,
          }),
        );
        return;
      }
      await client.send(
        new CreateOpenIDConnectProviderCommand({
          Url: url,
          ClientIDList: [audience],
          Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        }),
      );
    },
  };
}

/**
 * A role with one inline policy.
 * @param keyArn ARN of the state's key, asked for when it is needed
 */
export function roleStep(
  { name, description, trust, policy }: PlannedRole,
  region: string,
  tags: Readonly<Record<string, string>>,
  keyArn: () => Promise<string>,
): Step {
  const client = new IAMClient({ region });
  const get = () => unlessAbsent(client.send(new GetRoleCommand({ RoleName: name })));
  return {
    what: `role ${name}`,
    why: description,
    async look() {
      const found = await get();
      if (found === undefined) return "absent";
      const document = await unlessAbsent(
        client.send(new GetRolePolicyCommand({ RoleName: name, PolicyName: POLICY_NAME })),
      );
      const asPlanned =
        sameDocument(found.Role?.AssumeRolePolicyDocument ?? "{}", trust) &&
        document?.PolicyDocument !== undefined &&
        sameDocument(document.PolicyDocument, policy(await keyArn()));
      return asPlanned ? "current" : "outdated";
    },
    async make() {
      if ((await get()) === undefined) {
        await client.send(
          new CreateRoleCommand({
            RoleName: name,
            Description: description,
            AssumeRolePolicyDocument: trust,
            Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          }),
        );
      } else {
        await client.send(new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: trust }));
      }
      await client.send(
        new PutRolePolicyCommand({
          RoleName: name,
          PolicyName: POLICY_NAME,
          PolicyDocument: policy(await keyArn()),
        }),
      );
    },
  };
}

/** AWS's words for "there is no such thing". */
const ABSENT = new Set([
  "NotFound",
  "NotFoundException",
  "NoSuchBucket",
  "NoSuchBucketPolicy",
  "NoSuchEntityException",
  "NoSuchEntity",
]);

async function unlessAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (ABSENT.has((error as Error).name)) return undefined;
    throw error;
  }
}
