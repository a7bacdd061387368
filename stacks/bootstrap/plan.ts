import { roleArn } from "../../content/arn";
import { resourceName } from "../../content/names";
import type { AwsSettings } from "../settings";
import type { Topology } from "../topology";
import { type CiProvider, tokensOf } from "./ci";
import { archivePolicy, archiveTrust, ciTrust, deployPolicy, type Ground, previewPolicy } from "./documents";

/** A role with its documents. The second needs the key's ARN, which AWS makes up. */
export interface PlannedRole {
  readonly name: string;
  readonly description: string;
  readonly trust: string;
  readonly policy: (keyArn: string) => string;
}

/** What a team needs before its first stack: where the state lies, what encrypts it, who may change it. */
export interface BootstrapPlan {
  readonly ground: Ground;
  readonly keyAlias: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The issuer of the pipeline's tokens; absent where no pipeline was named. */
  readonly provider?: { readonly url: string; readonly audience: string };
  readonly roles: readonly PlannedRole[];
}

/** Works out what to make in the workload account, from the hub's settings. */
export function planBootstrap(settings: AwsSettings, topology: Topology, ci?: CiProvider): BootstrapPlan {
  const ground = groundOf(settings, topology);
  const scope = scopeOf(settings);
  const tags = tagsOf(settings);
  const keyAlias = `alias/${resourceName("keyAlias", scope, "pulumi-state")}`;
  if (ci === undefined) return { ground, keyAlias, tags, roles: [] };
  const tokens = tokensOf(ci);
  const { account } = ground;
  return {
    ground,
    keyAlias,
    tags,
    provider: { url: `https://${tokens.issuer}`, audience: tokens.audience },
    roles: [
      {
        name: resourceName("role", scope, "pipeline-preview"),
        description: "Previews of pull requests: reads the state and settings, changes nothing",
        trust: ciTrust(account, tokens, { exact: tokens.preview, like: tokens.previewLike }),
        policy: (keyArn) => previewPolicy(ground, keyArn),
      },
      {
        name: deployRoleName(settings),
        description: "Updates of the stacks from the protected branch or environment",
        trust: ciTrust(account, tokens, { exact: tokens.deploy, like: [] }),
        policy: (keyArn) => deployPolicy(ground, keyArn),
      },
    ],
  };
}

/** Works out the one role of the archive account: the workload's pipeline may make archives there. */
export function planArchive(settings: AwsSettings, topology: Topology): PlannedRole {
  const ground = groundOf(settings, topology);
  const deploy = roleArn(settings.accounts.workload, deployRoleName(settings));
  return {
    name: resourceName("role", scopeOf(settings), "pipeline-archive"),
    description: "Locked archives, made by the workload account's pipeline",
    trust: archiveTrust(deploy, ground.prefix),
    policy: () => archivePolicy(ground),
  };
}

function deployRoleName(settings: AwsSettings): string {
  return resourceName("role", scopeOf(settings), "pipeline-deploy");
}

function groundOf(settings: AwsSettings, topology: Topology): Ground {
  const { organization, environment, hub, accounts } = settings;
  const regions = Object.entries(topology.regions).flatMap(([region, { replicaRegion }]) =>
    replicaRegion === undefined ? [] : [region, replicaRegion],
  );
  return {
    account: accounts.workload,
    region: hub,
    regions: [...new Set(regions)].sort(),
    prefix: `${organization}-${environment}`,
    stateBucket: resourceName("bucket", scopeOf(settings), "pulumi-state"),
  };
}

function scopeOf({ organization, environment, hub }: AwsSettings) {
  return { organization, environment, region: hub };
}

function tagsOf({ owner, environment, costCenter }: AwsSettings): Record<string, string> {
  return {
    owner,
    environment,
    "cost-center": costCenter,
    "record-class": "none",
    "data-classification": "confidential",
  };
}
