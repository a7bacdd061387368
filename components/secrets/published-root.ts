import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { roleArn } from "../../content/arn";
import { type NameScope, podRoleName } from "../../content/names";
import { publishedRoot, publishedRootArn } from "../../content/roots";
import { secretReaders } from "../../content/secrets";
import { rootPolicy } from "./root-policy";

export interface PublishedRootArgs {
  /** Names the place; its region is the place's. */
  readonly scope: NameScope;
  /** Account of the place and of who writes it, twelve digits. */
  readonly account: string;
  /** ARN of the region's key for secrets. */
  readonly keyArn: pulumi.Input<string>;
  /** Regions of the copies, each with the ARN of a key there. At least one. */
  readonly copies: readonly { readonly region: string; readonly keyArn: pulumi.Input<string> }[];
}

/** At once: the next root that is published is as good as the last, and a name that waits for its end would stop whoever makes it anew. */
const RECOVERY_DAYS = 0;

/**
 * The place in Secrets Manager for the public half of a region's root, copied by AWS to the regions with which it speaks. It holds no value:
 * External Secrets writes it from inside the cluster, since only the cluster knows it.
 *
 * Secrets Manager is the store of AWS that copies single values between regions by itself: so nothing in a cluster has to reach another
 * region. What is in it is no secret, and says so in its tags: there is nothing to keep secret by changing it.
 *
 * Costs 0.40 USD a month, and again for each copy.
 */
export class PublishedRoot extends pulumi.ComponentResource {
  /** Its policy, for who writes it. */
  readonly policy: string;

  constructor(name: string, args: PublishedRootArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:secrets:PublishedRoot", name, {}, opts);

    this.policy = this.createPlace(name, args);
    this.registerOutputs({ policy: this.policy });
  }

  /** @returns its policy */
  private createPlace(name: string, { scope, account, keyArn, copies }: PublishedRootArgs): string {
    const place = new secretsmanager.Secret(
      `${name}-place`,
      {
        name: publishedRoot(scope),
        description: `Root of the authority of ${scope.region}, its public half, PEM; written from the cluster`,
        kmsKeyId: keyArn,
        recoveryWindowInDays: RECOVERY_DAYS,
        replicas: copies.map((copy) => ({ region: copy.region, kmsKeyId: copy.keyArn })),
        // A copy that an earlier stack left in the other region would stop this one.
        forceOverwriteReplicaSecret: true,
        tags: {
          "data-classification": "public",
          // External Secrets writes into no place that does not carry it.
          "managed-by": "external-secrets",
        },
      },
      { parent: this },
    );
    const policy = rootPolicy(
      publishedRootArn(scope, account, scope.region),
      roleArn(account, podRoleName(scope, secretReaders.externalSecrets)),
    );
    new secretsmanager.SecretPolicy(
      `${name}-place-policy`,
      { secretArn: place.arn, policy, blockPublicPolicy: true },
      { parent: this },
    );
    return policy;
  }
}
