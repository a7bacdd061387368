import { formsOf, objectsOf } from "../../evaluation/kubernetes-objects";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const TYPES = [
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
];

/** The role that may do everything. */
const CLUSTER_ADMIN = "cluster-admin";

/** Users and groups to which nobody may give anything, and who they are. */
const SUBJECTS: Readonly<Record<string, { readonly reason: string; readonly who: string }>> = {
  "system:masters": {
    reason: "masters",
    who: "whom the API server asks for no right at all, and whom no change to RBAC takes it away from",
  },
  "system:anonymous": { reason: "anonymous", who: "everybody who can reach the API server" },
  "system:unauthenticated": { reason: "anonymous", who: "everybody who can reach the API server" },
  "system:authenticated": { reason: "everybody", who: "everybody who has any account, every pod among them" },
};

/** Roles that Kubernetes itself gives to everybody: they show its version and its own rights to whoever asks. */
const PUBLIC_ROLES = ["system:basic-user", "system:discovery", "system:public-info-viewer"];

export const bindingsGiveNoAdministration: ResourceRule = {
  id: "K8S-RBAC-04",
  slug: "bindings-give-no-administration",
  title: "No cluster-admin, anonymous or system:masters bindings",
  severity: "critical",
  scope: "resource",
  types: formsOf(TYPES),
  controls: {
    soc2: ["CC6.3"],
    pci: ["7.2.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.2"],
  },
  remediation:
    "Bind a role that names what is needed to a group or service account that is meant. On EKS, people become administrators by access entries, which end and are logged.",
  url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  check(resource) {
    const outcomes = objectsOf(resource, TYPES).flatMap(({ body }) => [
      judgeRole(body.at("roleRef", "name")),
      ...judgeSubjects(body),
    ]);
    return outcomes.length === 0 ? notApplicable("the list holds no bindings") : allOf(outcomes);
  },
};

function judgeRole(place: Reader): Outcome {
  const role = place.filledText();
  if (role.state === "unknown") return place.isGap ? pass : undetermined(role);
  if (role.state === "absent" || role.value !== CLUSTER_ADMIN) return pass;
  return violation("cluster-admin", {
    message: `the binding gives ${CLUSTER_ADMIN}, which may do everything to everything; a role that names what is needed is required`,
    fix: "bind a role that names what is needed",
    property: place.path,
  });
}

function judgeSubjects(body: Reader): readonly Outcome[] {
  const place = body.at("subjects");
  const subjects = place.list();
  if (subjects.state === "unknown") return [place.isGap ? pass : undetermined(subjects)];
  const outcomes =
    subjects.state === "value" ? subjects.value.map((each) => judgeSubject(each.at("name"))) : [];
  const role = body.at("roleRef", "name").filledText();
  if (role.state === "value" && PUBLIC_ROLES.includes(role.value)) return [pass];
  const wrong = outcomes.some(({ kind }) => kind === "violation");
  return role.state === "unknown" && wrong ? [undetermined(role)] : outcomes;
}

function judgeSubject(place: Reader): Outcome {
  const name = place.filledText();
  if (name.state === "unknown") return undetermined(name);
  const subject =
    name.state === "value" && Object.hasOwn(SUBJECTS, name.value) ? SUBJECTS[name.value] : undefined;
  if (subject === undefined || name.state !== "value") return pass;
  return violation(subject.reason, {
    message: `the binding gives rights to ${name.value}, ${subject.who}; a group or service account that is meant is required`,
    fix: `take ${name.value} out of the subjects`,
    property: place.path,
  });
}
