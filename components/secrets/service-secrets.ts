import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { roleArn, secretArn } from "../../content/arn";
import type { Lifetime } from "../../content/lifetime";
import { copyOf, type NameScope, podRoleName, resourceName } from "../../content/names";
import {
  rotationPeriods,
  rotationReminder,
  secretEntries,
  type SecretEntry,
  secretReaders,
} from "../../content/secrets";
import { dataClasses, DataKey } from "../encryption/data-key";
import { secretPolicy } from "./secret-policy";

export interface ServiceSecretsArgs {
  /** Names the secrets; its region is theirs. */
  readonly scope: NameScope;
  /** Account of secrets and readers, twelve digits. */
  readonly account: string;
  /** ARN of the key that encrypts the values. */
  readonly keyArn: pulumi.Input<string>;
  /** Region of the copies: another one of the same jurisdiction. */
  readonly replicaRegion: string;
  /**
   * ARN of a key in the copies' region.
   * @default - a key of its own
   */
  readonly copyKeyArn?: pulumi.Input<string>;
  /** `permanent` can be brought back for 30 days after it was deleted; `temporary` is gone at once. */
  readonly lifetime: Lifetime;
  /** ARN of the topic that reminds people of what is to be changed. */
  readonly reminderTopicArn: pulumi.Input<string>;
}

/** Days in which a deleted secret can be brought back: the most that AWS takes, or none. */
const RECOVERY_DAYS: Readonly<Record<Lifetime, number>> = { permanent: 30, temporary: 0 };

/**
 * A place in Secrets Manager for each credential of the table `content/secrets.ts`, encrypted, copied to another region under a key of that
 * region, and readable by its readers alone. It holds no values: a person puts them (docs/secrets.md). AWS has no rotator for credentials of
 * other companies' systems, so that a message reminds people when their period is over.
 *
 * Costs 0.40 USD a month for each secret and again for its copy, and 1 USD for the copies' key.
 */
export class ServiceSecrets extends pulumi.ComponentResource {
  /** Names of the secrets by their entry, for whoever copies them into the cluster. */
  readonly secretNames: Readonly<Record<string, string>>;

  constructor(name: string, args: ServiceSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:secrets:ServiceSecrets", name, {}, opts);

    const copyKeyArn = args.copyKeyArn ?? this.createCopyKey(name, args).arn;
    this.secretNames = Object.fromEntries(
      secretEntries.map((entry) => [entry.name, this.createSecret(name, args, entry, copyKeyArn)]),
    );
    for (const days of rotationPeriods()) this.remind(name, args, days);

    this.registerOutputs({ secretNames: this.secretNames });
  }

  private createCopyKey(name: string, args: ServiceSecretsArgs): DataKey {
    return new DataKey(
      `${name}-copy-data`,
      {
        dataClass: "secrets",
        scope: args.scope,
        account: args.account,
        purpose: copyOf("secrets"),
        uses: { secrets: true },
        lifetime: args.lifetime,
        region: args.replicaRegion,
      },
      { parent: this },
    );
  }

  /** @returns the secret's name */
  private createSecret(
    name: string,
    args: ServiceSecretsArgs,
    entry: SecretEntry,
    copyKeyArn: pulumi.Input<string>,
  ): string {
    const { scope, account, lifetime } = args;
    const secretName = resourceName("secret", scope, entry.name);
    const secret = new secretsmanager.Secret(
      `${name}-${entry.name}`,
      {
        name: secretName,
        description: `${entry.purpose}; keys: ${entry.keys.join(", ")}`,
        kmsKeyId: args.keyArn,
        recoveryWindowInDays: RECOVERY_DAYS[lifetime],
        replicas: [{ region: args.replicaRegion, kmsKeyId: copyKeyArn }],
        // A copy that an earlier stack left in the other region would stop this one.
        forceOverwriteReplicaSecret: true,
        tags: {
          "data-classification": dataClasses.secrets.classification,
          "pharos:rotated-by": "a person",
          "pharos:rotation-days": String(entry.rotationDays),
        },
      },
      { parent: this, protect: lifetime === "permanent" },
    );
    const readers = entry.readers.map((reader) =>
      roleArn(account, podRoleName(scope, secretReaders[reader])),
    );
    new secretsmanager.SecretPolicy(
      `${name}-${entry.name}-policy`,
      {
        secretArn: secret.arn,
        policy: secretPolicy(secretArn(scope.region, account, secretName), readers),
        blockPublicPolicy: true,
      },
      // A secret that stays must not lose what keeps others out.
      { parent: this, protect: lifetime === "permanent" },
    );
    return secretName;
  }

  /** The period counts from the day on which the reminder is made, for all alike: dates of single values are in Secrets Manager. */
  private remind(name: string, args: ServiceSecretsArgs, days: number): void {
    const { environment, region } = args.scope;
    const rule = new cloudwatch.EventRule(
      `${name}-rotation-${days}`,
      {
        name: resourceName("eventRule", args.scope, `rotation-${days}`),
        description: `Reminds people of credentials that are changed every ${days} days`,
        scheduleExpression: `rate(${days} days)`,
      },
      { parent: this },
    );
    new cloudwatch.EventTarget(
      `${name}-rotation-${days}-topic`,
      {
        rule: rule.name,
        arn: args.reminderTopicArn,
        input: JSON.stringify(rotationReminder(environment, region, days)),
      },
      { parent: this },
    );
  }
}
