import type { PersonRole } from "../people";
import type { GroupsByRole } from "./grafana-roles";

/**
 * The question, in JMESPath, by which the explorer finds whether somebody may come in: whoever is in one of the groups may ask what he
 * likes, and nobody may change anything that is kept. Who is in none of them has no role, and is not let in.
 * @param roles the kinds of people for whom its door opens
 * @param claim the claim that lists somebody's groups
 */
export function explorerRolePath(roles: readonly PersonRole[], groups: GroupsByRole, claim: string): string {
  return roles
    .flatMap((role) => groups[role])
    .map((group) => `contains("${claim}"[*], '${group}') && 'Editor'`)
    .join(" || ");
}
