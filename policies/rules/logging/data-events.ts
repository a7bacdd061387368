import { orDefault, type Reader, type Unknown } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";

/** What a trail or an event data store records of one kind of data event. */
export interface Coverage {
  readonly reads: boolean;
  readonly writes: boolean;
  /** Whether it is recorded everywhere, and not only in the places. */
  readonly all: boolean;
  /** Beginnings of the ARNs in which it is recorded. */
  readonly places: readonly string[];
  /** Why more may be recorded. */
  readonly unknown?: Unknown;
}

type Part = Partial<Coverage>;

/** ARNs that stand for every resource of a service. */
const EVERYTHING = /^arn:aws[a-z-]*:[a-z0-9]+(:::?|:)?$/;

/** What selectors of both generations record together. */
export function coverageOf({ inputs }: Resource, type: string): Coverage {
  const parts = [
    ...partsOf(inputs.at("eventSelectors"), (selector) => basicPart(selector, type)),
    ...partsOf(inputs.at("advancedEventSelectors"), (selector) => advancedPart(selector, type)),
  ];
  const unknown = parts.find((part) => part.unknown !== undefined)?.unknown;
  return {
    reads: parts.some(({ reads }) => reads),
    writes: parts.some(({ writes }) => writes),
    all: parts.some(({ all }) => all),
    places: parts.flatMap(({ places }) => places ?? []),
    ...(unknown !== undefined && { unknown }),
  };
}

function partsOf(selectors: Reader, part: (selector: Reader) => Part): readonly Part[] {
  const list = orDefault(selectors.list(), []);
  return list.state === "unknown" ? [{ unknown: list }] : list.value.map(part);
}

/** `dataResources` of a type, with the values for which they count. */
function basicPart(selector: Reader, type: string): Part {
  const resources = orDefault(selector.at("dataResources").list(), []);
  if (resources.state === "unknown") return { unknown: resources };
  const direction = orDefault(selector.at("readWriteType").filledText(), "All");
  const places: string[] = [];
  let matched = false;
  for (const resource of resources.value) {
    const named = resource.at("type").filledText();
    if (named.state === "unknown") return { unknown: named };
    if (named.state === "absent" || named.value !== type) continue;
    const values = orDefault(resource.at("values").list(), []);
    if (values.state === "unknown") return { unknown: values };
    const texts = values.value.map((value) => value.filledText());
    const open = texts.find((text) => text.state === "unknown");
    matched ||= values.value.length > 0;
    places.push(...texts.flatMap((text) => (text.state === "value" ? text.value : [])));
    if (open?.state === "unknown" && direction.state === "value") {
      return { ...directed(direction.value), places, all: isAll(places), unknown: open };
    }
  }
  if (!matched) return {};
  if (direction.state === "unknown") return { unknown: direction };
  return { ...directed(direction.value), places, all: isAll(places) };
}

function directed(direction: string): Part {
  return { reads: direction !== "WriteOnly", writes: direction !== "ReadOnly" };
}

function isAll(places: readonly string[]): boolean {
  return places.some((place) => EVERYTHING.test(place));
}

/** Field selectors: the type has to be named, `readOnly` picks a direction, `resources.ARN` picks places. */
function advancedPart(selector: Reader, type: string): Part {
  const fields = orDefault(selector.at("fieldSelectors").list(), []);
  if (fields.state === "unknown") return { unknown: fields };
  const byField = new Map<string, Reader>();
  for (const field of fields.value) {
    const name = field.at("field").filledText();
    if (name.state === "unknown") return { unknown: name };
    if (name.state === "value") byField.set(name.value, field);
  }
  const types = textsOf(byField.get("resources.type")?.at("equals"));
  if (types.unknown !== undefined) return { unknown: types.unknown };
  if (!types.texts.includes(type)) return {};
  const readOnly = textsOf(byField.get("readOnly")?.at("equals"));
  if (readOnly.unknown !== undefined) return { unknown: readOnly.unknown };
  const arn = byField.get("resources.ARN");
  const named = [textsOf(arn?.at("equals")), textsOf(arn?.at("startsWiths"))];
  const places = named.flatMap(({ texts }) => texts);
  const open = named.find(({ unknown }) => unknown !== undefined)?.unknown;
  return {
    reads: !readOnly.texts.includes("false"),
    writes: !readOnly.texts.includes("true"),
    all: arn === undefined || isAll(places),
    places,
    ...(open !== undefined && { unknown: open }),
  };
}

function textsOf(list: Reader | undefined): {
  readonly texts: readonly string[];
  readonly unknown?: Unknown;
} {
  const read = list === undefined ? ({ state: "absent" } as const) : list.list();
  if (read.state === "unknown") return { texts: [], unknown: read };
  const texts = read.state === "absent" ? [] : read.value.map((entry) => entry.filledText());
  const unknown = texts.find((text) => text.state === "unknown");
  return {
    texts: texts.flatMap((text) => (text.state === "value" ? text.value : [])),
    ...(unknown?.state === "unknown" && { unknown }),
  };
}
