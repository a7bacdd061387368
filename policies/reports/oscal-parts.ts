import { createHash } from "node:crypto";
import { frameworks } from "../controls/frameworks";
import type { RuleDescription } from "../evaluation/results";
import { controlToken } from "./control-token";

/** The release of OSCAL to which the documents conform. */
export const OSCAL_VERSION = "1.2.1";

/** Whose words the properties of a rule are: those by which compliance-trestle and what builds on it read rules out of components. */
export const RULE_NAMESPACE = "https://oscal-compass.github.io/compliance-trestle/schemas/oscal";

/** Whose words our own properties are. A name, not an address that has to answer. */
export const OWN_NAMESPACE = "https://pharos.invalid/ns/oscal";

export interface Property {
  readonly name: string;
  readonly value: string;
  readonly ns?: string;
  readonly remarks?: string;
}

/** Namespace of our name-based UUIDs; any fixed UUID will do. */
const NAMESPACE = Buffer.from("6f9c1f0e5d2b4a7c9e3a8b1d4c6e7f20", "hex");

/** A UUID (version 5, RFC 9562) made from a name: the same thing has the same UUID in every run. */
export function uuidOf(...name: readonly string[]): string {
  const bytes = createHash("sha1").update(NAMESPACE).update(JSON.stringify(name)).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** SHA-256 of data as JSON, in hexadecimal. */
export function digestOf(data: unknown): string {
  return createHash("sha256").update(JSON.stringify(data)).digest("hex");
}

/** OSCAL's strings have no line breaks and no spaces at their ends. */
export function singleLine(text: string): string {
  return text.replace(/\s+/g, " ").trim() || "-";
}

export function property(name: string, value: string): Property {
  return { name, ns: OWN_NAMESPACE, value: singleLine(value) };
}

export function metadata(
  title: string,
  version: string,
  lastModified: string,
  props: readonly Property[] = [],
) {
  return {
    title,
    "last-modified": lastModified,
    version,
    "oscal-version": OSCAL_VERSION,
    ...(props.length > 0 && { props }),
  };
}

/** A framework's text. There are no official catalogs of these in OSCAL, so controls are named by number and the text is cited. */
export function frameworkResource(title: string) {
  const edition = Object.values(frameworks).find((framework) => framework.title === title)?.edition;
  const text = edition === undefined ? title : `${title}, ${edition}`;
  return { uuid: frameworkUuid(title), title, citation: { text } };
}

export function frameworkUuid(title: string): string {
  return uuidOf("framework", title);
}

/** A control of a framework and the rules that speak for it. */
export interface ControlRules {
  readonly framework: string;
  readonly number: string;
  readonly token: string;
  readonly rules: readonly RuleDescription[];
}

/** All controls that rules speak for, framework by framework, in the order of their numbers. */
export function controlsOf(rules: readonly RuleDescription[]): readonly ControlRules[] {
  const titles = [...new Set(rules.flatMap(({ controls }) => Object.keys(controls)))];
  const byNumber = new Intl.Collator("en", { numeric: true });
  return titles.flatMap((framework) => {
    const speaking = (number: string) =>
      rules.filter(({ controls }) => controls[framework]?.includes(number));
    return [...new Set(rules.flatMap(({ controls }) => controls[framework] ?? []))]
      .sort((a, b) => byNumber.compare(a, b))
      .map((number) => ({
        framework,
        number,
        token: controlToken(framework, number),
        rules: speaking(number),
      }));
  });
}
