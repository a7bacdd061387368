import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { type NameScope, podRoleName } from "../../content/names";
import type { WorkloadIdentity } from "../../content/workload-identities";
import { identityPolicy, type IdentityStatement } from "../encryption/policy-document";
import { type IssuerFacts, webIdentityTrust } from "./web-identity-trust";
import { workloadTrust } from "./workload-trust";

/** An issuer, whose facts may be outputs. */
export type WebIdentityIssuer = { readonly [Fact in keyof IssuerFacts]: pulumi.Input<IssuerFacts[Fact]> };

export interface WorkloadRoleArgs {
  /** Names the role; its region is the cluster's. */
  readonly scope: NameScope;
  /** Account of the cluster, twelve digits. */
  readonly account: string;
  /** What the role is for: the last part of its name, lower case words joined by hyphens. */
  readonly purpose: string;
  /** The service account that takes the role. */
  readonly identity: WorkloadIdentity;
  /**
   * The issuer of the cluster's tokens, where the workload knows no Pod Identity: then it brings its token to STS itself (IAM roles for
   * service accounts).
   * @default - EKS Pod Identity
   */
  readonly webIdentity?: WebIdentityIssuer;
  /** What it may do. Pure builders for the platform's own workloads are in `content/workload-permissions.ts`. */
  readonly statements: pulumi.Input<readonly IdentityStatement[]>;
  /** Name of the cluster in EKS. */
  readonly clusterName: string;
  /** The cluster, with which the binding goes. */
  readonly cluster: pulumi.Resource;
}

/**
 * The role of one workload: taken by one service account of one cluster through EKS Pod Identity, which Auto Mode has built in, or by a
 * token of the cluster where a program knows no better. Nothing is written into the cluster, and no credential is kept: the pod gets one for an hour at a time.
 *
 * Costs nothing.
 *
 * Refuses statements that are empty, or so wide that they allow more than they say: an action with a wildcard and no condition.
 */
export class WorkloadRole extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;
  readonly role: iam.Role;
  /** What a workload waits for that takes the role by itself. */
  readonly policy: iam.RolePolicy;

  constructor(name: string, args: WorkloadRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:access:WorkloadRole", name, {}, opts);

    this.role = this.createRole(name, args);
    const policy = this.createPolicy(name, args);
    if (args.webIdentity === undefined) this.bind(name, args, policy);
    this.policy = policy;
    this.roleArn = this.role.arn;

    this.registerOutputs({ roleArn: this.roleArn });
  }

  private createRole(
    name: string,
    { scope, account, purpose, identity, clusterName, webIdentity }: WorkloadRoleArgs,
  ): iam.Role {
    return new iam.Role(
      `${name}-role`,
      {
        name: podRoleName(scope, purpose),
        description: `${identity.namespace}/${identity.serviceAccount}: ${identity.purpose}`,
        assumeRolePolicy:
          webIdentity === undefined
            ? workloadTrust({ region: scope.region, account, clusterName }, identity)
            : pulumi.output(webIdentity).apply((issuer) => webIdentityTrust(issuer, identity)),
      },
      { parent: this },
    );
  }

  private createPolicy(name: string, { statements }: WorkloadRoleArgs): iam.RolePolicy {
    return new iam.RolePolicy(
      `${name}-policy`,
      {
        name: "work",
        role: this.role.name,
        policy: pulumi.output(statements).apply((known) => identityPolicy(known)),
      },
      { parent: this },
    );
  }

  /** After the policy: a pod that starts in between would be denied, and some give up. */
  private bind(
    name: string,
    { clusterName, identity, cluster }: WorkloadRoleArgs,
    policy: iam.RolePolicy,
  ): void {
    new eks.PodIdentityAssociation(
      `${name}-association`,
      {
        clusterName,
        namespace: identity.namespace,
        serviceAccount: identity.serviceAccount,
        roleArn: this.role.arn,
      },
      { parent: this, deletedWith: cluster, dependsOn: [policy, cluster] },
    );
  }
}
