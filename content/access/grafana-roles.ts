import { people, type PersonRole } from "../people";

/** Groups of the issuer by what they may do. */
export type GroupsByRole = Readonly<Record<PersonRole, readonly string[]>>;

/** Grafana's roles, the greatest first: whoever is in several groups has the greatest. */
const GREATEST_FIRST = ["Admin", "Editor", "Viewer"] as const;

/**
 * The question, in JMESPath, by which Grafana finds somebody's role in a token. Who is in none of the groups has none, and is not let in.
 * @param groups names without quotes, as the settings take them
 * @param claim the claim that lists somebody's groups
 */
export function grafanaRolePath(groups: GroupsByRole, claim: string): string {
  return GREATEST_FIRST.flatMap((wanted) =>
    (Object.entries(groups) as [PersonRole, readonly string[]][])
      .filter(([role]) => people[role].grafana === wanted)
      .flatMap(([, names]) => names)
      .map((group) => `contains("${claim}"[*], '${group}') && '${wanted}'`),
  ).join(" || ");
}
