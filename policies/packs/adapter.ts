import type {
  Policies,
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { controlLabels, frameworks } from "../controls/frameworks";
import { judge, judgeStack, RULE_FAILED, type Finding } from "../evaluation/judge";
import { Reader } from "../evaluation/reader";
import { remediated } from "../evaluation/remediation";
import { labelWithin, RELEASE_TYPE, releaseOf } from "../evaluation/chart-contents";
import type { ChartContents, Resource } from "../evaluation/resource";
import { canonicalType, spellingsOf } from "../evaluation/resource-types";
import {
  namesType,
  type Level,
  type ResourceRule,
  type Rule,
  type RuleMetadata,
  type StackRule,
} from "../evaluation/rule";
import { Stack } from "../evaluation/siblings";
import type { WaiverBook } from "../evaluation/waivers";

/** What surrounds the rules of one run: who else wants to know what they find, and what they may know beyond the SDK's arguments. */
export interface Surroundings {
  readonly waivers: WaiverBook;
  /** Told of everything that a rule says, passes included. */
  resourceJudged?(rule: Rule, resource: Resource, findings: readonly Finding[]): void;
  stackJudged?(rule: Rule, stack: Stack, findings: readonly Finding[]): void;
  /**
   * The stack that the engine has just handed over. The SDK makes all resources anew for every policy; whoever knows that it is still
   * the same stack returns the one index that was made first.
   */
  sharedStack?(resources: () => readonly Resource[]): Stack;
  /** The resource that the engine has just handed over: the SDK asks every policy with arguments of its own for the same one. */
  sharedResource?(urn: string, make: () => Resource): Resource;
  /** Type of the resource that the engine has just handed over, where that is known. */
  typeInTurn?(): string | undefined;
  /** The inputs with which a resource was registered: at the end of a run the SDK shows outputs only. */
  inputsOf?(urn: string): unknown;
  /** The rendered charts, where there are any: rules then judge what a release installs, too. */
  readonly charts?: Charts | undefined;
}

/** What Helm releases install. */
export interface Charts {
  /** Whether rendered manifests are at hand, of any release. */
  readonly exist: boolean;
  /** What a release installs, and whether that could be told. */
  of(release: Resource): { readonly contents: ChartContents; readonly objects: readonly Resource[] };
}

/** A rule as a CrossGuard policy, named by its id. */
export function toPolicy(rule: Rule, level: Level, surroundings: Surroundings): Policies[number] {
  return rule.scope === "resource"
    ? resourcePolicy(rule, level, surroundings)
    : stackPolicy(rule, level, surroundings);
}

/**
 * A rule as a policy that can also be asked about a whole program at once: what it says of every resource in it. For tools whose cases give
 * one verdict for a file of several resources.
 */
export function toWholePolicy(rule: Rule, level: Level, surroundings: Surroundings): Policies[number] {
  const policy = toPolicy(rule, level, surroundings);
  if (rule.scope === "stack") return policy;
  const types = new Set(rule.types.flatMap(spellingsOf));
  const validateStack = (args: StackValidationArgs, report: ReportViolation): void =>
    guard(rule, report, () => {
      for (const resource of args.resources) {
        if (!namesType(types, resource.type)) continue;
        reportAll(judge(rule, stackResource(resource, surroundings), surroundings.waivers), report);
      }
    });
  return { ...policy, validateStack };
}

/** What CrossGuard shows of a violation: which rule, which way of breaking it, where within a release, what is wrong, what to do. */
function violationText(finding: Finding): string | undefined {
  if (finding.outcome.kind !== "violation") return undefined;
  const { reason, message, fix } = finding.outcome;
  const within = labelWithin(finding.urn);
  return `[${finding.rule}/${reason}] ${within === undefined ? "" : `${within}: `}${message}. To mend it: ${fix}.`;
}

function resourcePolicy(
  rule: ResourceRule,
  level: Level,
  surroundings: Surroundings,
): ResourceValidationPolicy {
  const types = new Set(rule.types.flatMap(spellingsOf));
  const ruleTypes = new Set(rule.types);
  const { charts } = surroundings;
  const looksInside = charts?.exist === true && rule.types.some((type) => type.startsWith("kubernetes:"));
  const validate = (args: ResourceValidationArgs, report: ReportViolation): void => {
    const inside = looksInside && args.type === RELEASE_TYPE;
    if (!namesType(types, args.type) && !inside)
      return args.notApplicable(`it judges ${rule.types.join(", ")} only`);
    guard(rule, report, () => {
      const make = (): Resource => registeredResource(args);
      const resource = surroundings.sharedResource?.(args.urn, make) ?? make();
      const rendered = resource.type === RELEASE_TYPE ? charts?.of(resource) : undefined;
      const whole = rendered === undefined ? resource : { ...resource, contents: rendered.contents };
      const judged = namesType(types, args.type) ? [whole] : [];
      for (const each of [...judged, ...(inside ? (rendered?.objects ?? []) : [])]) {
        if (!namesType(ruleTypes, each.type)) continue;
        const findings = judge(rule, each, surroundings.waivers);
        surroundings.resourceJudged?.(rule, each, findings);
        reportAll(findings, report);
      }
    });
  };
  // The SDK skips a function that names another type than the resource's before it unpacks any properties, and without throwing an error
  // to say so. A function can name one type only: ours names the one that is judged, where that is the rule's.
  Object.defineProperty(validate, "__pulumiType", {
    get: () => {
      const judged = surroundings.typeInTurn?.();
      const applies =
        judged === undefined || namesType(types, judged) || (looksInside && judged === RELEASE_TYPE);
      return applies ? judged : rule.types[0];
    },
  });
  return {
    ...presentation(rule, level),
    validateResource: validate,
    ...(rule.remediate !== undefined && { remediateResource: remediation(rule, types, surroundings) }),
  };
}

/** Mends what the rule would refuse. What a waiver covers stays as it is, and so does what only a person can mend. */
function remediation(
  rule: ResourceRule,
  types: ReadonlySet<string>,
  { waivers }: Surroundings,
): NonNullable<ResourceValidationPolicy["remediateResource"]> {
  return (args) => {
    if (!namesType(types, args.type)) return undefined;
    try {
      return remediated(rule, registeredResource(args), args.props, waivers);
    } catch {
      return undefined; // The check comes next: it says what is wrong, and an exception here would end the preview.
    }
  };
}

function stackPolicy(rule: StackRule, level: Level, surroundings: Surroundings): StackValidationPolicy {
  const validate = (args: StackValidationArgs, report: ReportViolation): void =>
    guard(rule, report, () => {
      const resources = () => args.resources.map((resource) => stackResource(resource, surroundings));
      const stack = surroundings.sharedStack?.(resources) ?? new Stack(resources());
      const findings = judgeStack(rule, stack, surroundings.waivers);
      surroundings.stackJudged?.(rule, stack, findings);
      reportAll(findings, report);
    });
  return { ...presentation(rule, level), validateStack: validate };
}

/**
 * The rules themselves are judged safely; this is for what stands around them. The SDK ends the preview on an exception, and takes an
 * unknown value that somebody reads carelessly for a reason to let a mandatory rule off.
 */
function guard(rule: Rule, report: ReportViolation, judgeIt: () => void): void {
  try {
    judgeIt();
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    report(
      `[${rule.id}/${RULE_FAILED}] the rule could not be applied, which is a fault of Pharos: ${message}`,
    );
  }
}

function reportAll(findings: readonly Finding[], report: ReportViolation): void {
  for (const finding of findings) {
    const text = violationText(finding);
    // The engine knows nothing of what a release installs: it is told of the release.
    if (text !== undefined) report(text, releaseOf(finding.urn) ?? finding.urn);
  }
}

function registeredResource(args: ResourceValidationArgs): Resource {
  const properties = Reader.of(args.props);
  return {
    urn: args.urn,
    type: canonicalType(args.type),
    name: args.name,
    inputs: properties,
    outputs: properties,
    protect: args.opts.protect,
    ...(args.opts.parent !== undefined && { parent: args.opts.parent }),
    propertyDependencies: new Map(),
    ...(args.provider !== undefined && { provider: Reader.of(args.provider.props) }),
  };
}

function stackResource(resource: PolicyResource, surroundings: Surroundings): Resource {
  const outputs = Reader.of(resource.props);
  const inputs = surroundings.inputsOf?.(resource.urn);
  return {
    urn: resource.urn,
    type: canonicalType(resource.type),
    name: resource.name,
    inputs: inputs === undefined ? outputs : Reader.of(inputs),
    outputs,
    protect: resource.opts.protect,
    ...(resource.parent !== undefined && { parent: resource.parent.urn }),
    propertyDependencies: new Map(
      Object.entries(resource.propertyDependencies).map(([name, sources]) => [
        name,
        sources.map(({ urn }) => urn),
      ]),
    ),
    ...(resource.provider !== undefined && { provider: Reader.of(resource.provider.props) }),
  };
}

/** A rule's metadata in CrossGuard's words. It knows one framework a policy: PCI DSS, the most detailed; labels name all controls. */
function presentation(rule: RuleMetadata, enforcementLevel: Level) {
  const pci = rule.controls.pci ?? [];
  return {
    name: rule.id,
    displayName: rule.title,
    description: `${rule.title}.`,
    enforcementLevel,
    severity: rule.severity,
    tags: controlLabels(rule.controls),
    remediationSteps: rule.remediation,
    url: rule.url,
    ...(pci.length > 0 && {
      framework: {
        name: "PCI DSS",
        version: "4.0.1",
        reference: pci.join(", "),
        specification: frameworks.pci.edition,
      },
    }),
  };
}
