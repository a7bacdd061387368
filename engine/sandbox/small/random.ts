import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { Generation, Overlay, OverlayTable } from "../bridged/overlay";
import { bridgedProvider } from "../bridged/provider";
import { reveal, type Properties, type Value } from "../values";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
/** The special characters of Terraform's random provider. */
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";
const BCRYPT_LETTERS = `./${UPPER}${LOWER}${DIGITS}`;
/** A bcrypt hash of cost 10 has this many letters after its prefix. */
const BCRYPT_LENGTH = 53;

const ADJECTIVES = [
  "able",
  "brave",
  "calm",
  "daring",
  "eager",
  "fair",
  "gentle",
  "happy",
  "keen",
  "lucky",
  "merry",
  "noble",
  "proud",
  "quick",
  "sharp",
  "warm",
];
const ANIMALS = [
  "badger",
  "crane",
  "dolphin",
  "eagle",
  "falcon",
  "gecko",
  "heron",
  "ibex",
  "lynx",
  "marmot",
  "otter",
  "panda",
  "raven",
  "seal",
  "tiger",
  "wren",
];

function number(inputs: Properties, key: string, otherwise: number): number {
  const value = reveal(inputs[key]);
  return typeof value === "number" ? value : otherwise;
}

function isOn(inputs: Properties, key: string): boolean {
  return reveal(inputs[key]) !== false;
}

function text(inputs: Properties, key: string): string {
  const value = reveal(inputs[key]);
  return typeof value === "string" ? value : "";
}

function pick<T>(list: ArrayLike<T>): T {
  return list[randomInt(list.length)] as T;
}

function draw(letters: string, count: number): string[] {
  return Array.from({ length: count }, () => pick(letters));
}

function shuffled<T>(list: readonly T[]): T[] {
  const result = [...list];
  for (let index = result.length - 1; index > 0; index--) {
    const other = randomInt(index + 1);
    [result[index], result[other]] = [result[other] as T, result[index] as T];
  }
  return result;
}

/** A random string with as many letters of each class as asked for. */
function randomText(inputs: Properties): string {
  const special = text(inputs, "overrideSpecial") === "" ? SPECIAL : text(inputs, "overrideSpecial");
  const classes: readonly (readonly [boolean, string, number])[] = [
    [isOn(inputs, "lower"), LOWER, number(inputs, "minLower", 0)],
    [isOn(inputs, "upper"), UPPER, number(inputs, "minUpper", 0)],
    [isOn(inputs, "numeric") && isOn(inputs, "number"), DIGITS, number(inputs, "minNumeric", 0)],
    [isOn(inputs, "special"), special, number(inputs, "minSpecial", 0)],
  ];
  const required = classes.flatMap(([, letters, least]) => draw(letters, least));
  const all = classes.filter(([on]) => on).map(([, letters]) => letters);
  const rest = draw(all.join(""), Math.max(number(inputs, "length", 0) - required.length, 0));
  return shuffled([...required, ...rest]).join("");
}

function randomPet({ inputs }: Generation): Record<string, Value> {
  const separator = text(inputs, "separator") === "" ? "-" : text(inputs, "separator");
  const words = Array.from({ length: number(inputs, "length", 2) - 1 }, () => pick(ADJECTIVES));
  const prefix = text(inputs, "prefix");
  return { id: [...(prefix === "" ? [] : [prefix]), ...words, pick(ANIMALS)].join(separator), separator };
}

function randomId({ inputs }: Generation): Record<string, Value> {
  const bytes = randomBytes(number(inputs, "byteLength", 1));
  const prefix = text(inputs, "prefix");
  const hex = bytes.toString("hex");
  return {
    id: bytes.toString("base64url"),
    b64Std: prefix + bytes.toString("base64"),
    b64Url: prefix + bytes.toString("base64url"),
    hex: prefix + hex,
    dec: prefix + BigInt(`0x0${hex}`).toString(),
  };
}

function shuffle({ inputs }: Generation): Record<string, Value> {
  const list = reveal(inputs["inputs"]);
  const items = shuffled(Array.isArray(list) ? list : []);
  return { results: items.slice(0, number(inputs, "resultCount", items.length)) };
}

/** Every input of these types stands for "make another one" when it changes. */
function made(replacesOn: string, generate: (generation: Generation) => Record<string, Value>): Overlay {
  return { id: "{hex:16:id}", autoname: false, generate, replacesOn: replacesOn.split(" ") };
}

const TEXT_INPUTS =
  "keepers length lower minLower minNumeric minSpecial minUpper number numeric overrideSpecial special upper";

const OVERLAYS: OverlayTable = {
  "index/randomBytes:RandomBytes": made("keepers length", ({ inputs }) => {
    const bytes = randomBytes(number(inputs, "length", 1));
    return { base64: bytes.toString("base64"), hex: bytes.toString("hex") };
  }),
  "index/randomId:RandomId": made("keepers byteLength prefix", randomId),
  "index/randomInteger:RandomInteger": made("keepers min max seed", ({ inputs }) => ({
    result: randomInt(number(inputs, "min", 0), number(inputs, "max", 1) + 1),
  })),
  "index/randomPassword:RandomPassword": made(TEXT_INPUTS, ({ inputs }) => ({
    result: randomText(inputs),
    // Of bcrypt's form only: Node has no bcrypt, and nothing logs in to the sandbox.
    bcryptHash: `$2a$10$${draw(BCRYPT_LETTERS, BCRYPT_LENGTH).join("")}`,
  })),
  "index/randomPet:RandomPet": made("keepers length prefix separator", randomPet),
  "index/randomShuffle:RandomShuffle": made("keepers inputs resultCount seed", shuffle),
  "index/randomString:RandomString": made(TEXT_INPUTS, ({ inputs }) => ({ result: randomText(inputs) })),
  "index/randomUuid:RandomUuid": made("keepers", () => {
    const uuid = randomUUID();
    return { id: uuid, result: uuid };
  }),
};

const NOWHERE = {
  scopes: { global: "", account: "", region: "" },
  words: { region: "", account: "", partition: "", dns: "" },
};

export const RANDOM = bridgedProvider({
  name: "random",
  package: "@pulumi/random",
  overlays: OVERLAYS,
  configure: () => ({ place: () => NOWHERE, invokes: {} }),
});
