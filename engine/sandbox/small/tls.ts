import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import type { Generation, Overlay, OverlayTable } from "../bridged/overlay";
import { bridgedProvider } from "../bridged/provider";
import { derived } from "../identity";
import { isObject, knownString, reveal, type Properties, type Value } from "../values";
import {
  certificateRequest,
  locallySigned,
  selfSigned,
  type CertificateRequest,
  type Subject,
} from "./certificate";

/** Attributes of a distinguished name, in the order they are written. */
const ATTRIBUTES: readonly (readonly [string, string])[] = [
  ["country", "2.5.4.6"],
  ["organization", "2.5.4.10"],
  ["organizationalUnit", "2.5.4.11"],
  ["locality", "2.5.4.7"],
  ["province", "2.5.4.8"],
  ["commonName", "2.5.4.3"],
  ["serialNumber", "2.5.4.5"],
];

const CURVES: Readonly<Record<string, string>> = {
  P224: "secp224r1",
  P256: "prime256v1",
  P384: "secp384r1",
  P521: "secp521r1",
};
const DEFAULT_RSA_BITS = 2048;
const HOUR_MS = 3_600_000;

function texts(value: Value | undefined): string[] {
  const list = reveal(value);
  return Array.isArray(list) ? list.flatMap((item) => knownString(item) ?? []) : [];
}

function subjectOf(inputs: Properties): Subject {
  const named = reveal(inputs["subject"]);
  const name = ATTRIBUTES.flatMap(([key, oid]): [string, string][] => {
    const value = isObject(named) ? knownString(named[key]) : undefined;
    return value === undefined ? [] : [[oid, value]];
  });
  return {
    name,
    dnsNames: texts(inputs["dnsNames"]),
    ipAddresses: texts(inputs["ipAddresses"]),
    uris: texts(inputs["uris"]),
  };
}

function requestOf(inputs: Properties): CertificateRequest {
  return {
    validityHours: Number(reveal(inputs["validityPeriodHours"]) ?? 0),
    isCa: reveal(inputs["isCaCertificate"]) === true,
    uses: texts(inputs["allowedUses"]),
    now: new Date(Math.floor(Date.now() / 1000) * 1000),
  };
}

function validity({ now, validityHours }: CertificateRequest): Record<string, Value> {
  return {
    validityStartTime: now.toISOString(),
    validityEndTime: new Date(now.getTime() + validityHours * HOUR_MS).toISOString(),
    readyForRenewal: false,
  };
}

function algorithmOf(keyPem: string): string {
  const type = createPrivateKey(keyPem).asymmetricKeyType;
  return type === "ec" ? "ECDSA" : String(type).toUpperCase();
}

function newKey(inputs: Properties): KeyObject {
  const algorithm = knownString(inputs["algorithm"]);
  if (algorithm === "ED25519") return generateKeyPairSync("ed25519").privateKey;
  if (algorithm === "ECDSA")
    return generateKeyPairSync("ec", {
      namedCurve: CURVES[knownString(inputs["ecdsaCurve"]) ?? "P224"] ?? "secp224r1",
    }).privateKey;
  const bits = Number(reveal(inputs["rsaBits"]) ?? DEFAULT_RSA_BITS);
  return generateKeyPairSync("rsa", { modulusLength: bits }).privateKey;
}

/** The classic PEM form of a key: each algorithm has its own. */
function classicPem(key: KeyObject): string {
  if (key.asymmetricKeyType === "rsa") return key.export({ type: "pkcs1", format: "pem" }).toString();
  if (key.asymmetricKeyType === "ec") return key.export({ type: "sec1", format: "pem" }).toString();
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

function privateKey({ inputs }: Generation): Record<string, Value> {
  const key = newKey(inputs);
  const spki = createPublicKey(key).export({ type: "spki", format: "der" });
  return {
    id: createHash("sha1").update(spki).digest("hex"),
    privateKeyPem: classicPem(key),
    privateKeyPemPkcs8: key.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKeyPem: createPublicKey(key).export({ type: "spki", format: "pem" }).toString(),
    publicKeyFingerprintSha256: `SHA256:${createHash("sha256").update(spki).digest("base64").replace(/=+$/, "")}`,
    publicKeyFingerprintMd5: createHash("md5")
      .update(spki)
      .digest("hex")
      .replace(/(..)(?!$)/g, "$1:"),
    // OpenSSH's own key formats are not made here; nothing in the sandbox logs in.
    privateKeyOpenssh: "",
    publicKeyOpenssh: "",
  };
}

function ownCertificate({ inputs }: Generation): Record<string, Value> {
  const keyPem = knownString(inputs["privateKeyPem"]) ?? "";
  const request = requestOf(inputs);
  return {
    certPem: selfSigned(keyPem, subjectOf(inputs), request),
    keyAlgorithm: algorithmOf(keyPem),
    ...validity(request),
  };
}

function signedCertificate({ inputs }: Generation): Record<string, Value> {
  const [requestPem = "", caPem = "", caKeyPem = ""] = ["certRequestPem", "caCertPem", "caPrivateKeyPem"].map(
    (key) => knownString(inputs[key]),
  );
  const request = requestOf(inputs);
  return {
    certPem: locallySigned(requestPem, caPem, caKeyPem, request),
    caKeyAlgorithm: algorithmOf(caKeyPem),
    ...validity(request),
  };
}

function requested({ inputs }: Generation): Record<string, Value> {
  const keyPem = knownString(inputs["privateKeyPem"]) ?? "";
  return { certRequestPem: certificateRequest(keyPem, subjectOf(inputs)), keyAlgorithm: algorithmOf(keyPem) };
}

function made(replacesOn: string, generate: NonNullable<Overlay["generate"]>): Overlay {
  return { id: "{hex:40:id}", generate, replacesOn: replacesOn.split(" ") };
}

const OVERLAYS: OverlayTable = {
  "index/privateKey:PrivateKey": {
    ...made("algorithm ecdsaCurve rsaBits", privateKey),
    values: { algorithm: ["RSA", "ECDSA", "ED25519"], ecdsaCurve: Object.keys(CURVES) },
  },
  "index/certRequest:CertRequest": made("dnsNames ipAddresses privateKeyPem subject uris", requested),
  "index/selfSignedCert:SelfSignedCert": made(
    "allowedUses dnsNames ipAddresses isCaCertificate maxPathLength privateKeyPem setAuthorityKeyId setSubjectKeyId subject uris validityPeriodHours",
    ownCertificate,
  ),
  "index/locallySignedCert:LocallySignedCert": made(
    "allowedUses caCertPem caPrivateKeyPem certRequestPem isCaCertificate maxPathLength setSubjectKeyId validityPeriodHours",
    signedCertificate,
  ),
};

const NOWHERE = {
  scopes: { global: "", account: "", region: "" },
  words: { region: "", account: "", partition: "", dns: "" },
};

export const TLS = bridgedProvider({
  name: "tls",
  package: "@pulumi/tls",
  overlays: OVERLAYS,
  configure: () => ({
    place: () => NOWHERE,
    invokes: {
      "index/getCertificate:getCertificate": (args) => {
        const url = knownString(args["url"]) ?? "";
        const fingerprint = derived(url, "thumbprint", "hex", 40);
        return {
          id: fingerprint,
          url,
          certificates: [{ sha1Fingerprint: fingerprint, isCa: true, subject: "CN=Sandbox Root" }],
        };
      },
    },
  }),
});
