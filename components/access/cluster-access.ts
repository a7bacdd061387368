import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";
import { clusterAccessPolicyArn } from "../../content/arn";
import { clusterRoleOf, people, personRoles, type PersonRole } from "../../content/people";
import { type PeopleGroups, PeopleRoles } from "./people-roles";

/** People by IAM roles, as IAM Identity Center gives them. */
export interface IamIdentity {
  readonly kind: "iam";
  /** ARNs of IAM roles, their paths included, by what they may do. */
  readonly roles: Readonly<Partial<Record<PersonRole, readonly string[]>>>;
}

/** People by tokens of another issuer. */
export interface OidcIdentity {
  readonly kind: "oidc";
  /** Address of the issuer, as in the tokens' claim `iss`. */
  readonly issuerUrl: string;
  /** Audience of the tokens. */
  readonly clientId: string;
  /** Claim that names a person. */
  readonly usernameClaim: string;
  /** Claim that lists a person's groups. */
  readonly groupsClaim: string;
  /** The issuer's groups by what they may do. */
  readonly groups: Readonly<Partial<Record<Exclude<PersonRole, "admin">, readonly string[]>>>;
}

export interface ClusterAccessArgs {
  readonly identity: IamIdentity | OidcIdentity;
  /** Name of the cluster in EKS. */
  readonly clusterName: string;
  /** The cluster, with which all of it goes. */
  readonly cluster: pulumi.Resource;
}

/** Keeps the issuer's names apart from the cluster's own: no token can claim to be `system:masters`. */
export const OIDC_PREFIX = "oidc:";

/**
 * Who may use the cluster, and for what: access entries for IAM roles, or another issuer of tokens, and the ClusterRoles behind both.
 * Nobody is let in who is not named; whoever made the cluster has an entry of their own, which EKS makes and which can be deleted.
 *
 * Costs nothing.
 *
 * Gives `admin` to IAM roles only, by EKS's own access policy: no binding to `cluster-admin` is made in the cluster.
 */
export class ClusterAccess extends pulumi.ComponentResource {
  constructor(name: string, args: ClusterAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:access:ClusterAccess", name, {}, opts);

    const groups =
      args.identity.kind === "iam"
        ? this.admitRoles(name, args, args.identity)
        : this.trustIssuer(name, args, args.identity);
    new PeopleRoles(`${name}-people`, { groups, cluster: args.cluster }, { parent: this });
    this.registerOutputs();
  }

  /** @returns the group of the cluster for each kind of person that somebody is */
  private admitRoles(name: string, args: ClusterAccessArgs, { roles }: IamIdentity): PeopleGroups {
    const present = personRoles.filter((role) => (roles[role] ?? []).length > 0);
    for (const role of present) for (const arn of roles[role] ?? []) this.admit(name, args, role, arn);
    return Object.fromEntries(present.map((role) => [role, [clusterRoleOf(role)]]));
  }

  private admit(
    name: string,
    { clusterName, cluster }: ClusterAccessArgs,
    role: PersonRole,
    arn: string,
  ): void {
    const options = { parent: this, deletedWith: cluster, dependsOn: [cluster] };
    const isAdmin = people[role].cluster === "cluster-admin";
    const entry = new eks.AccessEntry(
      `${name}-${nameOf(arn)}`,
      {
        clusterName,
        principalArn: arn,
        type: "STANDARD",
        kubernetesGroups: isAdmin ? [] : [clusterRoleOf(role)],
      },
      options,
    );
    if (!isAdmin) return;
    new eks.AccessPolicyAssociation(
      `${name}-${nameOf(arn)}`,
      {
        clusterName,
        principalArn: entry.principalArn,
        policyArn: clusterAccessPolicyArn("AmazonEKSClusterAdminPolicy"),
        accessScope: { type: "cluster" },
      },
      options,
    );
  }

  /** @returns the issuer's groups, as the cluster sees them */
  private trustIssuer(
    name: string,
    { clusterName, cluster }: ClusterAccessArgs,
    identity: OidcIdentity,
  ): PeopleGroups {
    new eks.IdentityProviderConfig(
      `${name}-issuer`,
      {
        clusterName,
        oidc: {
          identityProviderConfigName: "people",
          issuerUrl: identity.issuerUrl,
          clientId: identity.clientId,
          usernameClaim: identity.usernameClaim,
          usernamePrefix: OIDC_PREFIX,
          groupsClaim: identity.groupsClaim,
          groupsPrefix: OIDC_PREFIX,
        },
      },
      { parent: this, deletedWith: cluster, dependsOn: [cluster] },
    );
    return Object.fromEntries(
      Object.entries(identity.groups).map(([role, names]) => [
        role,
        names.map((group) => OIDC_PREFIX + group),
      ]),
    );
  }
}

/** Account and name of a role: what tells two roles apart, whatever their paths. */
function nameOf(roleArn: string): string {
  return `${roleArn.split(":")[4]}-${roleArn.split("/").at(-1)}`;
}
