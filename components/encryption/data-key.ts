import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { type DataClassification } from "../../content/retention";
import { keyDeletionDays, type Lifetime } from "../../content/lifetime";
import { type NameScope, resourceName } from "../../content/names";
import { keyPolicy } from "./key-policy";
import type { KeyUses } from "./key-uses";

/** Data that is encrypted together: who may read one record of a class may hold the key to all of it. */
export type DataClass = "metrics" | "logs" | "audit" | "secrets" | "backups";

/** What each class protects, and the care its strictest record needs. */
export const dataClasses: Readonly<
  Record<DataClass, { covers: string; classification: DataClassification }>
> = {
  metrics: { covers: "metrics: blocks in buckets, volumes of the stores", classification: "internal" },
  logs: { covers: "logs: log groups, archives, indices", classification: "confidential" },
  audit: { covers: "evidence, reports and ledgers", classification: "regulated" },
  secrets: {
    covers: "credentials: secrets of the cluster and of Secrets Manager",
    classification: "confidential",
  },
  backups: { covers: "backups: recovery points, snapshots of databases", classification: "personal" },
};

export interface DataKeyArgs {
  readonly dataClass: DataClass;
  /** Names the key's alias; its region is the stack's. */
  readonly scope: NameScope;
  /** Account that owns the key, twelve digits. */
  readonly account: string;
  /** The services that use it; nothing and nobody else can. */
  readonly uses: KeyUses;
  /** Decides on protection and on the time between the order to delete the key and its end. */
  readonly lifetime: Lifetime;
  /**
   * What the key is for beyond its class: the last part of its alias.
   * @default - the class
   */
  readonly purpose?: string;
  /**
   * Region of the key, for what a stack encrypts elsewhere.
   * @default - the stack's
   */
  readonly region?: string;
}

/**
 * One customer-managed KMS key for one class of data, with alias and yearly rotation. It can be used only by the services named, for
 * callers of its own account; nobody decrypts with it directly.
 *
 * Costs about 1 USD a month, 1 more for each of the first two rotations, and 0.03 USD per 10 000 requests; bucket keys make these few.
 *
 * With lifetime `permanent` it is protected, and deleting it waits 30 days: everything encrypted with it is lost with it.
 */
export class DataKey extends pulumi.ComponentResource {
  /** ARN of the key. */
  readonly arn: pulumi.Output<string>;
  readonly key: kms.Key;

  constructor(name: string, args: DataKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:encryption:DataKey", name, {}, { protect: args.lifetime === "permanent", ...opts });

    this.key = this.createKey(name, args);
    this.createAlias(name, args);
    this.arn = this.key.arn;

    this.registerOutputs({ arn: this.arn });
  }

  private createKey(name: string, args: DataKeyArgs): kms.Key {
    const { covers, classification } = dataClasses[args.dataClass];
    const place = { account: args.account, region: args.region ?? args.scope.region };
    return new kms.Key(
      `${name}-key`,
      {
        description: `Encrypts ${covers} (${args.scope.environment}, ${args.scope.region})`,
        deletionWindowInDays: keyDeletionDays[args.lifetime],
        enableKeyRotation: true, // yearly, AWS's default period
        policy: keyPolicy(place, args.uses),
        region: args.region,
        tags: { "data-classification": classification },
      },
      { parent: this },
    );
  }

  /** The alias is for people and consoles; the program refers to the key's ARN. */
  private createAlias(name: string, args: DataKeyArgs): void {
    new kms.Alias(
      `${name}-alias`,
      {
        name: `alias/${resourceName("keyAlias", args.scope, args.purpose ?? args.dataClass)}`,
        targetKeyId: this.key.keyId,
        region: args.region,
      },
      { parent: this },
    );
  }
}
