import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { ANY, roleRule, type Grant } from "./role-rule";

/** Lists of a rule, and what a wildcard in each of them gives. */
const LISTS = [
  {
    field: "verbs",
    reason: "wildcard-verb",
    gives: "everything that can be done, and whatever is added later",
  },
  { field: "resources", reason: "wildcard-resource", gives: "every resource, secrets and roles among them" },
  { field: "apiGroups", reason: "wildcard-group", gives: "every API there is and will be" },
  { field: "nonResourceURLs", reason: "wildcard-url", gives: "every address of the API server" },
] as const;

export const noWildcardsInRoles = roleRule(
  {
    id: "K8S-RBAC-01",
    slug: "no-wildcards-in-roles",
    title: "No wildcards in RBAC rules",
    severity: "high",
    controls: {
      soc2: ["CC6.3"],
      pci: ["7.2.2", "7.2.5"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.2", "A.5.18"],
    },
    remediation: "Name the verbs, resources and API groups that are needed.",
    url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  },
  (grant) => LISTS.map((list) => judge(list, grant)),
);

function judge({ field, reason, gives }: (typeof LISTS)[number], grant: Grant): Outcome {
  const found = grant
    .words(field)
    .find((word) => word.trim() === ANY || (field === "resources" && /^\*\/|\/\*$/.test(word)));
  if (found === undefined) return pass;
  if (typeof found !== "string") return undetermined(found);
  return violation(reason, {
    message: `'${field}' of the role names '${found}', ${gives}; names are required`,
    fix: `name in '${field}' what is needed`,
    property: grant.place.at(field).path,
  });
}
