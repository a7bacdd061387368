import {
  createHash,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign,
  X509Certificate,
  type KeyObject,
} from "node:crypto";
import { isIPv4 } from "node:net";
import * as der from "./der";

/** What a certificate or a request for one says. */
export interface Subject {
  /** Attribute OID and value, in order. */
  readonly name: readonly (readonly [string, string])[];
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly uris: readonly string[];
}

export interface CertificateRequest {
  readonly validityHours: number;
  readonly isCa: boolean;
  readonly uses: readonly string[];
  readonly now: Date;
}

/** Bits of the key usage extension, from the first. */
const KEY_USAGES = [
  "digital_signature",
  "content_commitment",
  "key_encipherment",
  "data_encipherment",
  "key_agreement",
  "cert_signing",
  "crl_signing",
  "encipher_only",
  "decipher_only",
];

const EXTENDED_USAGES: Readonly<Record<string, string>> = {
  any_extended: "2.5.29.37.0",
  server_auth: "1.3.6.1.5.5.7.3.1",
  client_auth: "1.3.6.1.5.5.7.3.2",
  code_signing: "1.3.6.1.5.5.7.3.3",
  email_protection: "1.3.6.1.5.5.7.3.4",
  timestamping: "1.3.6.1.5.5.7.3.8",
  ocsp_signing: "1.3.6.1.5.5.7.3.9",
};

interface Signing {
  readonly algorithm: Buffer;
  readonly digest: string | null;
}

function signingOf(key: KeyObject): Signing {
  if (key.asymmetricKeyType === "ed25519")
    return { algorithm: der.sequence(der.oid("1.3.101.112")), digest: null };
  if (key.asymmetricKeyType === "ec") {
    const curve = key.asymmetricKeyDetails?.namedCurve;
    const [last, digest] =
      curve === "secp521r1" ? [4, "sha512"] : curve === "secp384r1" ? [3, "sha384"] : [2, "sha256"];
    return { algorithm: der.sequence(der.oid(`1.2.840.10045.4.3.${last}`)), digest: String(digest) };
  }
  return { algorithm: der.sequence(der.oid("1.2.840.113549.1.1.11"), der.nothing()), digest: "sha256" };
}

function signed(body: Buffer, key: KeyObject): Buffer {
  const { algorithm, digest } = signingOf(key);
  return der.sequence(body, algorithm, der.bits(sign(digest, body, key)));
}

function encodedName(name: Subject["name"]): Buffer {
  return der.sequence(...name.map(([type, value]) => der.set(der.sequence(der.oid(type), der.utf8(value)))));
}

function extension(oid: string, critical: boolean, value: Buffer): Buffer {
  return der.sequence(der.oid(oid), ...(critical ? [der.yes()] : []), der.octets(value));
}

function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split(".").map(Number));
  const [head = "", tail] = address.split("::");
  const words = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const gap = tail === undefined ? 0 : 8 - words(head).length - words(tail).length;
  const all = [...words(head), ...Array<string>(gap).fill("0"), ...words(tail ?? "")];
  return Buffer.from(all.map((word) => word.padStart(4, "0")).join(""), "hex");
}

function alternativeNames({ dnsNames, ipAddresses, uris }: Subject): Buffer[] {
  const names = [
    ...dnsNames.map((name) => der.implicit(2, Buffer.from(name))),
    ...ipAddresses.map((address) => der.implicit(7, addressBytes(address))),
    ...uris.map((uri) => der.implicit(6, Buffer.from(uri))),
  ];
  return names.length === 0 ? [] : [extension("2.5.29.17", false, der.sequence(...names))];
}

function usageExtensions(uses: readonly string[]): Buffer[] {
  const flags = KEY_USAGES.map((usage) => (uses.includes(usage) ? "1" : "0"))
    .join("")
    .slice(0, 8);
  const extended = uses.flatMap((usage) => EXTENDED_USAGES[usage] ?? []);
  return [
    ...(flags.includes("1")
      ? [extension("2.5.29.15", true, der.bits(Buffer.from([parseInt(flags, 2)])))]
      : []),
    ...(extended.length > 0
      ? [extension("2.5.29.37", false, der.sequence(...extended.map((use) => der.oid(use))))]
      : []),
  ];
}

function keyId(spki: Buffer): Buffer {
  return createHash("sha1").update(spki).digest();
}

interface Certified {
  readonly subject: Buffer;
  readonly spki: Buffer;
  readonly names: readonly Buffer[];
}

function certificate(
  of: Certified,
  by: { name: Buffer; spki: Buffer; key: KeyObject },
  request: CertificateRequest,
): string {
  const end = new Date(request.now.getTime() + request.validityHours * 3_600_000);
  const extensions = [
    ...usageExtensions(request.uses),
    extension("2.5.29.19", true, der.sequence(...(request.isCa ? [der.yes()] : []))),
    extension("2.5.29.14", false, der.octets(keyId(of.spki))),
    extension("2.5.29.35", false, der.sequence(der.implicit(0, keyId(by.spki)))),
    ...of.names,
  ];
  const body = der.sequence(
    der.explicit(0, der.integer(2)),
    der.integer(Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    signingOf(by.key).algorithm,
    by.name,
    der.sequence(der.time(request.now), der.time(end)),
    of.subject,
    of.spki,
    der.explicit(3, der.sequence(...extensions)),
  );
  return der.toPem("CERTIFICATE", signed(body, by.key));
}

function publicBytes(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: "spki", format: "der" });
}

/** A certificate signed with its own key. */
export function selfSigned(keyPem: string, subject: Subject, request: CertificateRequest): string {
  const key = createPrivateKey(keyPem);
  const [name, spki] = [encodedName(subject.name), publicBytes(key)];
  return certificate({ subject: name, spki, names: alternativeNames(subject) }, { name, spki, key }, request);
}

/** A PKCS #10 request for a certificate. */
export function certificateRequest(keyPem: string, subject: Subject): string {
  const key = createPrivateKey(keyPem);
  const names = alternativeNames(subject);
  const wanted =
    names.length === 0
      ? []
      : [der.sequence(der.oid("1.2.840.113549.1.9.14"), der.set(der.sequence(...names)))];
  const body = der.sequence(
    der.integer(0),
    encodedName(subject.name),
    publicBytes(key),
    der.explicit(0, ...wanted),
  );
  return der.toPem("CERTIFICATE REQUEST", signed(body, key));
}

/** The certificate that an authority makes of a request. */
export function locallySigned(
  requestPem: string,
  caPem: string,
  caKeyPem: string,
  request: CertificateRequest,
): string {
  const [outer] = der.elements(der.fromPem(requestPem));
  const [body] = der.elements(outer?.content ?? Buffer.alloc(0));
  const [, subject, spki, attributes] = der.elements(body?.content ?? Buffer.alloc(0));
  if (subject === undefined || spki === undefined) throw new Error("the certificate request cannot be read");
  const wanted = der
    .elements(attributes?.content ?? Buffer.alloc(0))
    .flatMap((attribute) => der.elements(attribute.content).slice(1))
    .flatMap((values) => der.elements(values.content))
    .flatMap((list) => der.elements(list.content).map((item) => item.whole));
  const [issuer] = der.elements(new X509Certificate(caPem).raw);
  const [tbs] = der.elements(issuer?.content ?? Buffer.alloc(0));
  const fields = der.elements(tbs?.content ?? Buffer.alloc(0)).filter((field) => field.tag !== 0xa0);
  const name = fields[4]?.whole ?? Buffer.alloc(0); // serial, algorithm, issuer, validity, subject
  const key = createPrivateKey(caKeyPem);
  return certificate(
    { subject: subject.whole, spki: spki.whole, names: wanted },
    { name, spki: publicBytes(key), key },
    request,
  );
}
