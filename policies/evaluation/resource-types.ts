import { canonicalKubernetesType, kubernetesSpellingsOf } from "./kubernetes-types";

/**
 * Type tokens that mean the same resource. The AWS provider renamed modules and, for a while, split buckets into "V2" types; programs
 * and states carry either spelling. Kubernetes served many kinds in several API versions. Rules speak of the canonical one.
 */

/** Modules under several names: spelling → canonical. */
const MODULES: Readonly<Record<string, string>> = {
  "aws:alb/": "aws:lb/",
  "aws:applicationloadbalancing/": "aws:lb/",
  "aws:elasticloadbalancingv2/": "aws:lb/",
  "aws:elasticloadbalancing/": "aws:elb/",
};

/** `aws:s3/bucketVersioningV2:BucketVersioningV2` and its kin. */
const S3_V2 = /^aws:s3\/(bucket[A-Za-z]*)V2:(Bucket[A-Za-z]*)V2$/;
const S3_BUCKET_FAMILY = /^aws:s3\/(bucket[A-Za-z]*):(Bucket[A-Za-z]*)$/;

/** The one spelling of a type that rules use. */
export function canonicalType(type: string): string {
  if (type.startsWith("kubernetes:")) return canonicalKubernetesType(type);
  const s3 = S3_V2.exec(type);
  if (s3 !== null) return `aws:s3/${s3[1]}:${s3[2]}`;
  const module = Object.keys(MODULES).find((spelling) => type.startsWith(spelling));
  return module === undefined ? type : `${MODULES[module]}${type.slice(module.length)}`;
}

/** Every spelling of a canonical type, the canonical one first. */
export function spellingsOf(type: string): readonly string[] {
  if (type.startsWith("kubernetes:")) return kubernetesSpellingsOf(type);
  const s3 = S3_BUCKET_FAMILY.exec(type);
  const v2 = s3 === null ? [] : [`aws:s3/${s3[1]}V2:${s3[2]}V2`];
  const modules = Object.keys(MODULES).filter((spelling) => type.startsWith(MODULES[spelling]!));
  return [type, ...v2, ...modules.map((spelling) => `${spelling}${type.slice(MODULES[spelling]!.length)}`)];
}

/** The canonical type that a URN names: `urn:pulumi:stack::project::parent$type::name`. */
export function typeOfUrn(urn: string): string {
  return canonicalType(spellingInUrn(urn));
}

/** The type as the program spelled it. */
export function spellingInUrn(urn: string): string {
  const chain = urn.split("::")[2] ?? "";
  return chain.slice(chain.lastIndexOf("$") + 1);
}

/** The stack and project that a URN names; undefined if it is none. */
export function originOfUrn(urn: string): { stack: string; project: string } | undefined {
  const [, stack, project] = /^urn:pulumi:(.+?)::(.+?)::/.exec(urn) ?? [];
  return stack === undefined || project === undefined ? undefined : { stack, project };
}

/**
 * Whether a type is a resource that a rule could have something to say about: not a provider, not the stack, not a component of this
 * project, which is nothing but its children.
 */
export function isJudgeable(type: string): boolean {
  return !type.startsWith("pulumi:") && !type.startsWith("pharos:");
}
