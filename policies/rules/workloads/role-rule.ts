import { formsOf, objectsOf } from "../../evaluation/kubernetes-objects";
import {
  allOf,
  distinct,
  notApplicable,
  pass,
  undetermined,
  violation,
  type Outcome,
} from "../../evaluation/outcome";
import type { Reader, Unknown } from "../../evaluation/reader";
import type { ResourceRule, RuleMetadata } from "../../evaluation/rule";

const ROLE = "kubernetes:rbac.authorization.k8s.io/v1:Role";
const CLUSTER_ROLE = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";

/** Where roles themselves stand, for the groups of a {@link Power}. */
export const RBAC_GROUP = "rbac.authorization.k8s.io";

/** Stands for everything. */
export const ANY = "*";

/** One thing that no role may give. A rule gives it if it has one of the verbs on one of the resources of one of the groups. */
export interface Power {
  readonly reason: string;
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
  /** API groups; the core group is empty. */
  readonly groups: readonly string[];
  /** What it is good for, as the rest of a sentence that begins with "which". */
  readonly means: string;
  /** What to do instead, as an imperative. */
  readonly fix: string;
  /** Whether it is allowed for objects that the rule names. @default false */
  readonly allowedByName?: boolean;
}

/** A rule for roles of both kinds, by what no role may give. */
export function powersRule(metadata: Omit<RuleMetadata, "types">, powers: readonly Power[]): ResourceRule {
  return roleRule(metadata, (grant) => powers.map((power) => judgePower(power, grant)));
}

/** A rule that asks something of every rule of a role. */
export function roleRule(
  metadata: Omit<RuleMetadata, "types">,
  judge: (grant: Grant) => readonly Outcome[],
): ResourceRule {
  return {
    ...metadata,
    scope: "resource",
    types: formsOf([ROLE, CLUSTER_ROLE]),
    check(resource) {
      const outcomes = objectsOf(resource, [ROLE, CLUSTER_ROLE]).flatMap(({ body }) => {
        const place = body.at("rules");
        const rules = place.list();
        if (rules.state === "unknown") return [place.isGap ? pass : undetermined(rules)];
        return rules.state === "absent"
          ? [pass]
          : [pass, ...rules.value.flatMap((each) => judge(new Grant(each)))];
      });
      return outcomes.length === 0 ? notApplicable("the list holds no roles") : allOf(distinct(outcomes));
    },
  };
}

/** One rule of a role: its lists as words. */
export class Grant {
  constructor(readonly place: Reader) {}

  words(field: "verbs" | "resources" | "apiGroups" | "resourceNames" | "nonResourceURLs"): Words {
    return Words.of(this.place.at(field));
  }
}

/** A list of words, some of which may not be known. */
export class Words {
  private constructor(
    readonly known: readonly string[],
    readonly unknown: Unknown | undefined,
    /** Whether there is no list at all. */
    readonly missing: boolean,
  ) {}

  static of(place: Reader): Words {
    const list = place.list();
    // Rules of a role are replaced as a whole: what one of them leaves out is not there, even in a patch.
    if (list.state === "unknown" && !place.isGap) return new Words([], list, false);
    if (list.state !== "value") return new Words([], undefined, true);
    const reads = list.value.map((each) => each.text());
    const unknown = reads.find((read) => read.state === "unknown");
    return new Words(
      reads.flatMap((read) => (read.state === "value" ? [read.value] : [])),
      unknown?.state === "unknown" ? unknown : undefined,
      false,
    );
  }

  /** The first word for which `test` holds; why that cannot be told; or nothing. */
  find(test: (word: string) => boolean): string | Unknown | undefined {
    return this.known.find(test) ?? this.unknown;
  }
}

function judgePower(power: Power, grant: Grant): Outcome {
  const groups = grant.words("apiGroups");
  const found = [
    grant.words("verbs").find((verb) => verb === ANY || power.verbs.includes(verb.toLowerCase())),
    grant.words("resources").find((resource) => power.resources.some((each) => covers(resource, each))),
    groups.missing ? "" : groups.find((group) => group === ANY || power.groups.includes(group)),
  ];
  if (found.includes(undefined)) return pass;
  const names = grant.words("resourceNames");
  if (power.allowedByName === true && names.known.length > 0) return pass;
  const unknown = [...found, power.allowedByName === true ? names.unknown : undefined].find(
    (each) => typeof each === "object",
  );
  if (typeof unknown === "object") return undetermined(unknown);
  const [verb, resource] = found as readonly string[];
  return violation(power.reason, {
    message: `the role gives '${verb}' on '${resource}', which ${power.means}; no role may give that`,
    fix: power.fix,
    property: grant.place.path,
  });
}

/** Whether the resource of a rule stands for another, as Kubernetes compares them. */
function covers(given: string, asked: string): boolean {
  if (given === ANY || given === asked) return true;
  const [, part] = asked.split("/");
  return part !== undefined && (given === `*/${part}` || given === `${asked.split("/")[0]}/*`);
}
