import { generateKeyPairSync } from "node:crypto";
import {
  certificateRequest,
  locallySigned,
  selfSigned,
  type CertificateRequest,
  type Subject,
} from "../sandbox/small/certificate";

/** What a certificate is to prove: the words of a Certificate of cert-manager. */
export interface CertificateWish {
  readonly dnsNames?: readonly string[];
  readonly commonName?: string;
  readonly usages: readonly string[];
}

/** A certificate and its key, PEM. */
export interface Issued {
  readonly certificate: string;
  readonly key: string;
}

const COMMON_NAME = "2.5.4.3";
const HOUR_MS = 3_600_000;

function subject({ dnsNames = [], commonName }: Omit<CertificateWish, "usages">): Subject {
  return {
    name: commonName === undefined ? [] : [[COMMON_NAME, commonName]],
    dnsNames,
    // Where tests run programs, whatever their names are in a cluster.
    ipAddresses: ["127.0.0.1"],
    uris: [],
  };
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return privateKey.export({ type: "sec1", format: "pem" }).toString();
}

/** A region's authority for the length of a test: its root, and certificates as cert-manager would issue them. */
export class Authority {
  /** The public root, PEM. */
  readonly root: string;
  private readonly key = newKey();

  constructor(commonName: string) {
    this.root = selfSigned(this.key, subject({ commonName }), this.request(true, ["cert_signing"]));
  }

  issue({ usages, ...wish }: CertificateWish): Issued {
    const key = newKey();
    const uses = ["digital_signature", ...usages.map((usage) => usage.replaceAll(" ", "_"))];
    const certificate = locallySigned(
      certificateRequest(key, subject(wish)),
      this.root,
      this.key,
      this.request(false, uses),
    );
    return { certificate, key };
  }

  private request(isCa: boolean, uses: readonly string[]): CertificateRequest {
    // Good for some time already: clocks of programs round.
    return { validityHours: 24, isCa, uses, now: new Date(Date.now() - HOUR_MS) };
  }
}
