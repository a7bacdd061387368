import { ClusterRole, ClusterRoleBinding } from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";
import { clusterRoleOf, people, personRoles, type PersonRole } from "../../content/people";
import { goesWith } from "../goes-with";

/** Groups of the cluster, as its authenticator says them, by what they may do. */
export type PeopleGroups = Readonly<Partial<Record<PersonRole, readonly string[]>>>;

export interface PeopleRolesArgs {
  /**
   * The groups to which the ClusterRoles are bound.
   * @default {} - bound to nobody
   */
  readonly groups?: PeopleGroups;
  /**
   * The cluster, with which all of it goes.
   * @default - none: each is deleted for itself
   */
  readonly cluster?: pulumi.Resource;
}

/**
 * The ClusterRoles of the kinds of people in `content/people.ts`, and their bindings. None can read a Secret, open a shell in a pod or
 * widen a role; `admin` has none, because administration is the cluster provider's to give.
 *
 * Costs nothing.
 */
export class PeopleRoles extends pulumi.ComponentResource {
  constructor(name: string, args: PeopleRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:access:PeopleRoles", name, {}, opts);

    for (const role of personRoles) {
      const made = this.createRole(name, role, args);
      if (made !== undefined) this.bind(name, role, made, args);
    }
    this.registerOutputs();
  }

  private createRole(name: string, role: PersonRole, { cluster }: PeopleRolesArgs): ClusterRole | undefined {
    const { cluster: rules } = people[role];
    if (rules === "cluster-admin") return undefined;
    return new ClusterRole(
      `${name}-${role}`,
      {
        metadata: { name: clusterRoleOf(role) },
        rules: rules.map(({ apiGroups, resources, verbs }) => ({
          apiGroups: [...apiGroups],
          resources: [...resources],
          verbs: [...verbs],
        })),
      },
      { parent: this, ...goesWith(cluster) },
    );
  }

  private bind(
    name: string,
    role: PersonRole,
    made: ClusterRole,
    { groups, cluster }: PeopleRolesArgs,
  ): void {
    const names = groups?.[role] ?? [];
    if (names.length === 0) return;
    new ClusterRoleBinding(
      `${name}-${role}`,
      {
        metadata: { name: clusterRoleOf(role) },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: made.metadata.name },
        subjects: names.map((group) => ({
          apiGroup: "rbac.authorization.k8s.io",
          kind: "Group",
          name: group,
        })),
      },
      { parent: this, ...goesWith(cluster) },
    );
  }
}
