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
import type { Resource } from "../evaluation/resource";
import { canonicalType, spellingsOf } from "../evaluation/resource-types";
import {
  EVERY_AWS_TYPE,
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
  /** The inputs with which a resource was registered: at the end of a run the SDK shows outputs only. */
  inputsOf?(urn: string): unknown;
}

/** A rule as a CrossGuard policy, named by its id. */
export function toPolicy(rule: Rule, level: Level, surroundings: Surroundings): Policies[number] {
  return rule.scope === "resource"
    ? resourcePolicy(rule, level, surroundings)
    : stackPolicy(rule, level, surroundings);
}

/** What CrossGuard shows of a violation: which rule, which way of breaking it, what is wrong, what to do. */
function violationText(finding: Finding): string | undefined {
  if (finding.outcome.kind !== "violation") return undefined;
  const { reason, message, fix } = finding.outcome;
  return `[${finding.rule}/${reason}] ${message}. To mend it: ${fix}.`;
}

function resourcePolicy(
  rule: ResourceRule,
  level: Level,
  surroundings: Surroundings,
): ResourceValidationPolicy {
  const types = new Set(rule.types.flatMap(spellingsOf));
  const validate = (args: ResourceValidationArgs, report: ReportViolation): void => {
    if (!namesType(types, args.type)) return args.notApplicable(`it judges ${rule.types.join(", ")} only`);
    guard(rule, report, () => {
      const resource = registeredResource(args);
      const findings = judge(rule, resource, surroundings.waivers);
      surroundings.resourceJudged?.(rule, resource, findings);
      reportAll(findings, report);
    });
  };
  // With the type on the function the SDK skips all others before it unpacks their properties. It takes one only.
  const [only, ...others] = types;
  if (others.length === 0 && only !== EVERY_AWS_TYPE) Object.assign(validate, { __pulumiType: only });
  return { ...presentation(rule, level), validateResource: validate };
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
    if (text !== undefined) report(text, finding.urn);
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
